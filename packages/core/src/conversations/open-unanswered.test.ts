import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  anAgentIdentity,
  anAssignment,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { ConversationState } from './conversation-state.ts'
import { decideUnanswered } from './open-unanswered.ts'

const factsOf = (state: ConversationState) => {
  const decided = decideUnanswered(state, { now: START + 1_000, activity: fixtureId(71) })
  return decided.ok ? decided.value.facts : []
}

const pending = { conversation: aConversation({ status: 'pending' }) }

describe('a conversation whose agent identity could not be reached', () => {
  it('is opened when it waits', () => {
    expect(factsOf(aConversationState(pending))).toMatchObject([
      { type: 'conversation.status-changed', to: 'open' },
      { type: 'message.recorded', message: { kind: 'activity' } },
    ])
  })

  it('is taken from the agent identity that holds it, and left to a member', () => {
    const agentIdentity = anAgentIdentity()
    const holder = { type: 'agent_identity', id: agentIdentity.id } as const
    const held = { ...pending, agentIdentity, assignment: anAssignment({ holder }) }
    expect(factsOf(aConversationState(held)).map(({ type }) => type)).toEqual([
      'assignment.released',
      'conversation.status-changed',
      'message.recorded',
    ])
    const byMember = aConversationState({ ...pending, assignment: anAssignment() })
    expect(factsOf(byMember).map(({ type }) => type)).toEqual([
      'conversation.status-changed',
      'message.recorded',
    ])
  })

  it.each(['open', 'resolved', 'snoozed'] as const)('stays as it is when it is %s', (status) => {
    expect(factsOf(aConversationState({ conversation: aConversation({ status }) }))).toEqual([])
  })
})
