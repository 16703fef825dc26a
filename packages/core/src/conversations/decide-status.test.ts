import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  aMember,
  anAgentIdentity,
  anAssignment,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Principal } from '../access/index.ts'
import { SNOOZE_ENDED } from './activity-texts.ts'
import type { ConversationStatus } from './conversation.ts'
import { type ChangeStatus, decideStatus, decideWakeUp } from './decide-status.ts'

const NOW = START + 1_000
const agent = asPrincipal(aMember(), [fixtureId(21)])
const administrator = asPrincipal(aMember({ role: 'administrator' }))

const HOLDERS = {
  member: { type: 'member', id: fixtureId<'member'>(12) },
  software: { type: 'agent_identity', id: anAgentIdentity().id },
} as const

const decide = (
  status: ConversationStatus,
  command: Partial<ChangeStatus>,
  held: boolean | keyof typeof HOLDERS = false,
) =>
  decideStatus(
    aConversationState({
      conversation: aConversation({ status }),
      assignment: held ? anAssignment({ holder: HOLDERS[held === true ? 'member' : held] }) : null,
    }),
    {
      principal: administrator,
      status: null,
      snoozedUntil: null,
      ids: {
        activity: fixtureId(901),
        assignment: fixtureId(902),
        survey: fixtureId(903),
        taken: fixtureId(904),
      },
      now: NOW,
      ...command,
    },
  )

const factsOf = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

describe('toggling', () => {
  it.each<[ConversationStatus, ConversationStatus]>([
    ['open', 'resolved'],
    ['resolved', 'open'],
    ['pending', 'open'],
    ['snoozed', 'open'],
  ])('%s becomes %s', (from, to) => {
    expect(factsOf(from, {})[0]).toEqual({
      type: 'conversation.status-changed',
      at: NOW,
      to,
      snoozedUntil: null,
    })
  })
})

describe('changing the status', () => {
  it('says in the conversation who did it', () => {
    expect(factsOf('open', { status: 'resolved' })[1]).toMatchObject({
      message: { kind: 'activity', content: 'Conversation was marked resolved by Ada' },
    })
  })

  it('to what it is already does nothing', () => {
    expect(factsOf('resolved', { status: 'resolved' })).toEqual([])
  })

  it('snoozes until a time to come, and refuses one that has passed', () => {
    expect(factsOf('open', { status: 'snoozed', snoozedUntil: NOW + 1 })[0]).toMatchObject({
      snoozedUntil: NOW + 1,
    })
    expect(decide('open', { status: 'snoozed', snoozedUntil: NOW })).toMatchObject({
      error: { code: 'validation/failed', problems: [{ field: 'snoozedUntil' }] },
    })
  })
})

describe('who opens a conversation', () => {
  const typesWhen = (principal: Principal, held = false) =>
    factsOf('resolved', { principal, status: 'open' }, held).map(({ type }) => type)

  it('takes it, being an agent', () => {
    expect(typesWhen(agent)).toContain('assignment.made')
  })

  it('takes it from another member, being an agent', () => {
    expect(typesWhen(agent, true)).toEqual([
      'conversation.status-changed',
      'message.recorded',
      'assignment.released',
      'assignment.made',
      'message.recorded',
    ])
  })

  it('takes it although it is open already', () => {
    expect(factsOf('open', { principal: agent, status: 'open' }).map(({ type }) => type)).toEqual([
      'assignment.made',
      'message.recorded',
    ])
  })

  it('does not take it, being an administrator', () => {
    expect(typesWhen(administrator)).not.toContain('assignment.made')
  })
  it('takes it from software, being any member, before it is open', () => {
    const types = factsOf('pending', { status: 'open' }, 'software').map(({ type }) => type)
    expect(types).toEqual(['assignment.released', 'conversation.status-changed', 'message.recorded'])
  })

  it('hands it over, being software', () => {
    const principal: Principal = {
      type: 'agent_identity',
      organizationId: fixtureId(1),
      agentIdentity: anAgentIdentity(),
    }
    const handedOff = (from: ConversationStatus) => {
      const decided = decide(from, { principal, status: 'open' }, 'software')
      if (!decided.ok) throw new Error(decided.error.code)
      const state = aConversationState()
      const { facts, answer } = decided.value
      return [facts[0]?.type, answer({ state, messages: [], changed: [] }).handedOff]
    }
    expect(handedOff('pending')).toEqual(['assignment.released', true])
    expect(handedOff('resolved')).toEqual(['assignment.released', false])
  })
})

describe('a snooze', () => {
  const snoozed = (snoozedUntil: number | null) =>
    aConversationState({ conversation: aConversation({ status: 'snoozed', snoozedUntil }) })
  const woken = (state: ReturnType<typeof snoozed>) => {
    const decided = decideWakeUp(state, { now: NOW, activity: fixtureId(901) })
    return decided.ok ? decided.value.facts : []
  }

  it('ends when it is over', () => {
    expect(woken(snoozed(NOW))).toMatchObject([
      { type: 'conversation.status-changed', to: 'open', snoozedUntil: null },
      { message: { kind: 'activity', content: SNOOZE_ENDED } },
    ])
  })

  it.each([
    ['is not over', snoozed(NOW + 1)],
    ['has no end', snoozed(null)],
    ['was ended', aConversationState()],
  ])('that %s goes on', (_what, state) => {
    expect(woken(state)).toEqual([])
  })
})
