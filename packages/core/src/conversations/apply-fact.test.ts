import { describe, expect, it } from '@jest/globals'
import {
  aContact,
  aConversation,
  aConversationState,
  aMember,
  aMessage,
  anAssignment,
  fixtureId,
  START,
} from '../../testing/index.ts'
import { applyFact } from './apply-fact.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Message } from './message.ts'

const AT = START + 5_000

const said = (overrides: Partial<Message>): Extract<ConversationFact, { type: 'message.recorded' }> => {
  const { number: _number, seq: _seq, ...message } = aMessage(overrides)
  return { type: 'message.recorded', at: AT, message, sender: null }
}

const after = (state: ConversationState, fact: ConversationFact) =>
  applyFact(state, { fact, seq: state.conversation.lastSeq + 1, messageNumber: 77 }).state

const byAgent = { kind: 'outgoing', sender: { type: 'member', id: aMember().id } } as const

describe('a message', () => {
  it('from the contact counts as unread, makes it wait and moves the conversation to the top', () => {
    const before = aConversationState()
    const sender = { type: 'contact', contact: before.contact } as const
    const { conversation, contact } = after(before, { ...said({ kind: 'incoming' }), sender })
    expect(conversation).toMatchObject({
      messageCount: 1,
      unreadCount: 1,
      waitingSince: AT,
      lastActivityAt: AT,
      lastSeq: 2,
      updatedAt: AT,
    })
    expect(contact.lastActivityAt).toBe(AT)
  })

  it.each([
    [9_999, AT - 9_999],
    [10_000, AT],
  ])('from a contact who wrote %i ms ago is noted of it every ten seconds', (since, noted) => {
    const contact = aContact({ lastActivityAt: AT - since })
    const fact = { ...said({ kind: 'incoming' }), sender: { type: 'contact', contact } } as const
    const { contact: known, recent } = after(aConversationState({ contact }), fact)
    expect(known.lastActivityAt).toBe(noted)
    expect(recent.last?.sender).toEqual({ type: 'contact', contact: known })
  })

  it("from somebody else on the contact's side is noted of them alone", () => {
    const before = aConversationState()
    const other = aContact({ id: fixtureId<'contact'>(99), lastActivityAt: null })
    const fact = { ...said({ kind: 'incoming' }), sender: { type: 'contact', contact: other } } as const
    const { contact, recent } = after(before, fact)
    expect(contact).toBe(before.contact)
    expect(recent.last?.sender).toMatchObject({ contact: { id: other.id, lastActivityAt: AT } })
  })

  it('from the contact keeps since when it waits', () => {
    const waiting = aConversationState({ conversation: aConversation({ waitingSince: START }) })
    expect(after(waiting, said({ kind: 'incoming' })).conversation.waitingSince).toBe(START)
  })

  it('from a human ends the wait, and the first one is the first reply', () => {
    const waiting = aConversationState({ conversation: aConversation({ waitingSince: START }) })
    const once = after(waiting, said(byAgent))
    expect(once.conversation).toMatchObject({ waitingSince: null, firstReplyAt: AT, unreadCount: 0 })
    const later = applyFact(once, {
      fact: { ...said(byAgent), at: AT + 1 },
      seq: 3,
      messageNumber: 78,
    }).state
    expect(later.conversation.firstReplyAt).toBe(AT)
  })

  it('from an agent identity ends the wait and is no first reply', () => {
    const waiting = aConversationState({ conversation: aConversation({ waitingSince: START }) })
    const sender = { type: 'agent_identity', id: fixtureId<'agent_identity'>(12) } as const
    const { conversation } = after(waiting, said({ kind: 'outgoing', sender }))
    expect(conversation).toMatchObject({ waitingSince: null, firstReplyAt: null })
  })

  it('that is a note answers nobody, and the contact does not see it', () => {
    const waiting = aConversationState({ conversation: aConversation({ waitingSince: START }) })
    const { conversation, recent } = after(waiting, said({ ...byAgent, private: true }))
    expect(conversation).toMatchObject({ waitingSince: START, firstReplyAt: null, messageCount: 1 })
    expect(recent).toMatchObject({ last: { message: { number: 77 } }, lastNonActivity: {}, lastPublic: null })
  })

  it('that is an activity is the last one, and neither more', () => {
    const { recent, conversation } = after(aConversationState(), said({ kind: 'activity', sender: null }))
    expect(recent).toMatchObject({ last: { message: { seq: 2 } }, lastNonActivity: null, lastPublic: null })
    expect(conversation).toMatchObject({ messageCount: 1, unreadCount: 0, waitingSince: null })
  })

  it('that failed tells why, wherever it is shown', () => {
    const state = after(aConversationState(), said(byAgent))
    const message = state.recent.last
    if (!message) throw new Error('There is a message')
    const failed = after(state, { type: 'message.failed', at: AT + 1, message, reason: '500' })
    const expected = { status: 'failed', contentAttributes: { external_error: '500' }, updatedAt: AT + 1 }
    expect(failed.recent.last?.message).toMatchObject(expected)
    expect(failed.recent.lastPublic?.message).toMatchObject(expected)
  })
})

describe('a status', () => {
  const to = (status: 'resolved' | 'snoozed' | 'open', snoozedUntil: number | null = null) =>
    ({ type: 'conversation.status-changed', at: AT, to: status, snoozedUntil }) as const

  it('of resolved ends the wait', () => {
    const waiting = aConversationState({ conversation: aConversation({ waitingSince: START }) })
    expect(after(waiting, to('resolved')).conversation).toMatchObject({
      status: 'resolved',
      waitingSince: null,
    })
  })

  it('of snoozed remembers until when, and any other forgets it', () => {
    const snoozed = after(aConversationState(), to('snoozed', AT + 10))
    expect(snoozed.conversation).toMatchObject({ status: 'snoozed', snoozedUntil: AT + 10 })
    expect(after(snoozed, to('open', AT + 10)).conversation.snoozedUntil).toBeNull()
  })
})

describe('an assignment', () => {
  it('is there once made, and gone once released', () => {
    const made = after(aConversationState(), {
      type: 'assignment.made',
      at: AT,
      assignment: anAssignment(),
      assignee: aMember(),
    })
    expect(made).toMatchObject({ assignment: anAssignment(), assignee: aMember() })
    const released = after(made, {
      type: 'assignment.released',
      at: AT,
      assignment: { ...anAssignment(), status: 'released', releasedAt: AT, releaseReason: 'unassigned' },
    })
    expect(released).toMatchObject({ assignment: null, assignee: null })
  })
})

it('leaves the state it was given as it was', () => {
  const state = Object.freeze(aConversationState({ contact: Object.freeze(aContact()) }))
  Object.freeze(state.conversation)
  after(state, said({ kind: 'incoming' }))
  expect(state.conversation.messageCount).toBe(0)
})
