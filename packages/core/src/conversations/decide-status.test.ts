import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  aMember,
  anAssignment,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Principal } from '../access/index.ts'
import type { ConversationStatus } from './conversation.ts'
import { type ChangeStatus, decideStatus } from './decide-status.ts'

const NOW = START + 1_000
const agent = asPrincipal(aMember(), [fixtureId(21)])
const administrator = asPrincipal(aMember({ role: 'administrator' }))

const decide = (status: ConversationStatus, command: Partial<ChangeStatus>, held = false) =>
  decideStatus(
    aConversationState({
      conversation: aConversation({ status }),
      assignment: held ? anAssignment({ holder: { type: 'member', id: fixtureId(12) } }) : null,
    }),
    {
      principal: administrator,
      status: null,
      snoozedUntil: null,
      ids: { activity: fixtureId(901), assignment: fixtureId(902), survey: fixtureId(903) },
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
      message: { kind: 'activity', content: 'Ada resolved the conversation' },
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

  it('does not take it from whoever holds it', () => {
    expect(typesWhen(agent, true)).not.toContain('assignment.made')
  })

  it('does not take it, being an administrator', () => {
    expect(typesWhen(administrator)).not.toContain('assignment.made')
  })
})
