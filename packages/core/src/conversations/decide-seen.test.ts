import { describe, expect, it } from '@jest/globals'
import {
  aContact,
  aConversation,
  aConversationState,
  aMember,
  anAssignment,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import { HOUR, MINUTE } from '../kernel/index.ts'
import type { ConversationState } from './conversation-state.ts'
import { decideMute } from './decide-mute.ts'
import { decideSeen, decideUnread, type LastIncoming } from './decide-seen.ts'

const NOW = START + 10 * HOUR
const ada = aMember()
const principal = asPrincipal(ada, [fixtureId(21)])

const stateWith = (
  conversation: Parameters<typeof aConversation>[0],
  more: Partial<ConversationState> = {},
): ConversationState => aConversationState({ conversation: aConversation(conversation), ...more })

const held = { assignment: anAssignment(), assignee: ada }

const factsOf = (decided: ReturnType<typeof decideSeen>) => {
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

const seen = (state: ConversationState) => factsOf(decideSeen(state, { principal, now: NOW }))

describe("a member's look", () => {
  it('makes everything seen, for all members', () => {
    expect(seen(stateWith({ unreadCount: 3, agentLastSeenAt: NOW - 1 }))).toEqual([
      {
        type: 'conversation.seen-by-agent',
        at: NOW,
        agentLastSeenAt: NOW,
        assigneeLastSeenAt: null,
        unreadCount: 0,
      },
    ])
  })

  it('is noted once an hour when there is nothing new', () => {
    expect(seen(stateWith({ agentLastSeenAt: null }))).toHaveLength(1)
    expect(seen(stateWith({ agentLastSeenAt: NOW - HOUR }))).toHaveLength(1)
    expect(seen(stateWith({ agentLastSeenAt: NOW - HOUR + 1 }))).toEqual([])
  })

  it('is noted apart for whoever holds the conversation', () => {
    const lately = { agentLastSeenAt: NOW - MINUTE, assigneeLastSeenAt: NOW - MINUTE }
    expect(seen(stateWith(lately, held))).toEqual([])
    expect(seen(stateWith({ ...lately, assigneeLastSeenAt: NOW - HOUR }, held))).toMatchObject([
      { agentLastSeenAt: NOW, assigneeLastSeenAt: NOW },
    ])
  })

  it('is noted at once when the contact wrote since the holder looked, though another member has seen it', () => {
    const contact = aContact({ lastActivityAt: NOW - MINUTE })
    const lately = { agentLastSeenAt: NOW - 1, assigneeLastSeenAt: NOW - 2 * MINUTE }
    expect(seen(stateWith(lately, { ...held, contact }))).toHaveLength(1)
    expect(seen(stateWith(lately, { contact }))).toEqual([])
  })
})

describe('marking as unread', () => {
  const unread = (lastIncoming: LastIncoming | null, state = stateWith({ agentLastSeenAt: NOW })) =>
    factsOf(decideUnread(state, { principal, lastIncoming, now: NOW }))

  it('moves the last look to a second before the newest message of the contact', () => {
    expect(unread({ at: NOW - HOUR, unseen: 2 })).toMatchObject([
      {
        agentLastSeenAt: NOW - HOUR - 1_000,
        assigneeLastSeenAt: NOW - HOUR - 1_000,
        unreadCount: 2,
      },
    ])
  })

  it('keeps what is unread already', () => {
    expect(unread({ at: NOW, unseen: 1 }, stateWith({ unreadCount: 5 }))).toMatchObject([{ unreadCount: 5 }])
  })

  it('forgets the last look where the contact has written nothing', () => {
    expect(unread(null)).toMatchObject([{ agentLastSeenAt: null, assigneeLastSeenAt: null, unreadCount: 0 }])
  })
})

describe('muting', () => {
  const ids = { status: fixtureId<'message'>(901), mute: fixtureId<'message'>(902) }
  const muted = (state: ConversationState, on: boolean) =>
    factsOf(decideMute(state, { principal, muted: on, ids, now: NOW }))
  const blocked = { contact: aContact({ blocked: true }) }

  it('resolves the conversation, blocks the contact, and says both', () => {
    expect(muted(stateWith({}), true)).toMatchObject([
      { type: 'conversation.status-changed', to: 'resolved' },
      { message: { content: 'Conversation was marked resolved by Ada' } },
      { type: 'conversation.mute-changed', muted: true },
      { message: { content: 'Ada has muted the conversation' } },
    ])
  })

  it('does what is left to do', () => {
    expect(muted(stateWith({ status: 'resolved' }), true).map(({ type }) => type)).toEqual([
      'conversation.mute-changed',
      'message.recorded',
    ])
    expect(muted(stateWith({ status: 'resolved' }, blocked), true)).toEqual([])
  })

  it('is taken back without opening the conversation', () => {
    expect(muted(stateWith({ status: 'resolved' }, blocked), false)).toMatchObject([
      { type: 'conversation.mute-changed', muted: false },
      { message: { content: 'Ada has unmuted the conversation' } },
    ])
    expect(muted(stateWith({}), false)).toEqual([])
  })
})
