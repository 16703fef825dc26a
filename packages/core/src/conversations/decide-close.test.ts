import { describe, expect, it } from '@jest/globals'
import { aConversation, aConversationState, countingIds } from '../../testing/index.ts'
import { applyFact, type ConversationFact, type ConversationState, decideClose, isClosed } from './index.ts'

const now = 1_750_000_000_000
const ids = countingIds()
const command = {
  principal: { type: 'system', organizationId: aConversation().organizationId },
  ids: { activity: ids.next<'message'>(), survey: ids.next<'message'>() },
  now,
} as const

const after = (state: ConversationState, facts: readonly ConversationFact[]): ConversationState =>
  facts.reduce((from, fact, at) => applyFact(from, { fact, seq: 9 + at, messageNumber: 0 }).state, state)

const close = (state: ConversationState) => decideClose(state, command).value.facts
const become = (to: 'open' | 'resolved'): ConversationFact => ({
  type: 'conversation.status-changed',
  at: now,
  to,
  snoozedUntil: null,
})

const open = aConversationState({
  conversation: aConversation({ additionalAttributes: { own: 1 } }),
})

describe('closing a conversation', () => {
  it('resolves it with a mark, and says so in it', () => {
    const facts = close(open)
    expect(facts.map(({ type }) => type)).toEqual(['conversation.status-changed', 'message.recorded'])
    const { conversation } = after(open, facts)
    expect(conversation).toMatchObject({ status: 'resolved', additionalAttributes: { own: 1 } })
    expect(isClosed(conversation)).toBe(true)
  })

  it('marks one that was resolved, and leaves one that is closed', () => {
    const resolved = after(open, [become('resolved')])
    expect(isClosed(resolved.conversation)).toBe(false)
    const facts = close(resolved)
    expect(facts.map(({ type }) => type)).toEqual(['conversation.status-changed'])
    const closed = after(resolved, facts)
    expect(isClosed(closed.conversation)).toBe(true)
    expect(close(closed)).toEqual([])
  })

  it('ends with any other status, and leaves nothing behind', () => {
    const opened = after(open, [...close(open), become('open')])
    expect(opened.conversation.additionalAttributes).toEqual({ own: 1 })
    expect(isClosed(after(opened, [become('resolved')]).conversation)).toBe(false)
  })
})
