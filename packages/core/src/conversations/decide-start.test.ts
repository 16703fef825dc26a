import { describe, expect, it } from '@jest/globals'
import {
  aContact,
  aConversationState,
  aMember,
  anInbox,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import { policyOf } from '../inboxes/index.ts'
import { err, ok } from '../kernel/index.ts'
import { activityFact } from './activity.ts'
import type { StartState } from './conversation-state.ts'
import { decideStart, type Opening, type StartConversation } from './decide-start.ts'

const startState = (overrides: Partial<StartState> = {}): StartState => ({
  ...aConversationState(),
  latest: null,
  ...overrides,
})

const command = (overrides: Partial<StartConversation> = {}): StartConversation => ({
  principal: asPrincipal(),
  id: fixtureId(51),
  status: 'open',
  snoozedUntil: null,
  additionalAttributes: {},
  customAttributes: { plan: 'pro' },
  assignee: null,
  team: null,
  opening: null,
  now: START,
  ...overrides,
})

const factsOf = (state: StartState, started: StartConversation) => {
  const decided = decideStart(state, started)
  if (!decided.ok) throw new Error('A start is never refused')
  return decided.value.facts
}

describe('starting a conversation', () => {
  it('makes the contact wait from the first moment', () => {
    expect(factsOf(startState(), command())).toMatchObject([
      {
        type: 'conversation.started',
        conversation: { status: 'open', waitingSince: START, customAttributes: { plan: 'pro' } },
      },
    ])
  })

  it('with a blocked contact resolves it at once', () => {
    const [started] = factsOf(startState({ contact: aContact({ blocked: true }) }), command())
    expect(started).toMatchObject({ conversation: { status: 'resolved' } })
  })

  it('leaves it to the agent identity that answers first in the inbox, whatever status is asked for', () => {
    const inbox = policyOf(anInbox({ agentIdentityId: fixtureId(12) }))
    const statusOf = (state: StartState) => factsOf(state, command({ status: 'resolved' }))[0]
    expect(statusOf(startState({ inbox }))).toMatchObject({ conversation: { status: 'pending' } })
    const blocked = startState({ inbox, contact: aContact({ blocked: true }) })
    expect(statusOf(blocked)).toMatchObject({ conversation: { status: 'resolved' } })
  })

  it('can come with a holder and with first words', () => {
    const opening: Opening<never> = (state) =>
      ok([activityFact(state, { id: fixtureId(71), at: START, text: `To ${state.assignee?.name}` })])
    const assignee = { member: aMember(), assignmentId: fixtureId<'assignment'>(61) }
    const facts = factsOf(startState(), command({ opening, assignee }))
    expect(facts.map(({ type }) => type)).toEqual([
      'conversation.started',
      'assignment.made',
      'message.recorded',
    ])
    expect(facts[2]).toMatchObject({ message: { content: 'To Ada' } })
  })

  it('does not begin when its first words are refused', () => {
    const refused = decideStart<{ readonly code: string }>(startState(), {
      ...command(),
      opening: () => err({ code: 'test/refused' }),
    })
    expect(refused).toEqual({ ok: false, error: { code: 'test/refused' } })
  })

  it('answers the one there is where an inbox is locked to a single one, even resolved', () => {
    const inbox = policyOf(anInbox({ lockToSingleConversation: true }))
    const latest = aConversationState()
    expect(factsOf(startState({ inbox, latest }), command())).toEqual([])
    expect(factsOf(startState({ inbox, latest: null }), command())).toHaveLength(1)
    expect(factsOf(startState({ latest }), command())).toHaveLength(1)
  })
})
