import { describe, expect, it } from '@jest/globals'
import {
  aConversationState,
  aMember,
  anAgentIdentity,
  anAssignment,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Principal } from '../access/index.ts'
import type { ConversationState } from '../conversations/index.ts'
import { decideAssignAgentIdentity } from './assign-agent-identity.ts'

const NOW = START + 1_000
const agentIdentity = anAgentIdentity()
const holder = { type: 'agent_identity', id: agentIdentity.id } as const
const bea = asPrincipal(aMember({ name: 'Bea' }), [fixtureId(21)])

const decided = (state: ConversationState, principal: Principal = bea) =>
  decideAssignAgentIdentity(state, {
    principal,
    agentIdentity,
    ids: { assignment: fixtureId(62), activity: fixtureId(901) },
    now: NOW,
  })

const factsOf = (state: ConversationState) => {
  const one = decided(state)
  return one.ok ? one.value.facts : []
}

describe('assigning to an agent identity', () => {
  it('makes an assignment and says so', () => {
    expect(factsOf(aConversationState())).toMatchObject([
      {
        type: 'assignment.made',
        assignee: null,
        agentIdentity,
        assignment: { id: fixtureId(62), status: 'active', holder },
      },
      { message: { kind: 'activity', content: 'Assigned to Helper by Bea' } },
    ])
  })

  it('releases what a member has of it', () => {
    const held = aConversationState({ assignment: anAssignment(), assignee: aMember() })
    expect(factsOf(held).slice(0, 2)).toMatchObject([
      { type: 'assignment.released', assignment: { releaseReason: 'reassigned', releasedAt: NOW } },
      { type: 'assignment.made' },
    ])
  })

  it('does nothing when it holds the conversation already', () => {
    const held = aConversationState({ assignment: anAssignment({ holder }), agentIdentity })
    expect(factsOf(held)).toEqual([])
  })

  it('is for those who see the inbox', () => {
    expect(decided(aConversationState(), asPrincipal(aMember(), []))).toMatchObject({
      ok: false,
      error: { code: 'access/forbidden' },
    })
  })
})
