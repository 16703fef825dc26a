import { describe, expect, it } from '@jest/globals'
import {
  type ConversationFact,
  type ConversationState,
  policyOf,
  recordFacts,
  recordStart,
} from '@parlance/core'
import {
  aContact,
  aConversation,
  aConversationState,
  aMember,
  aMessage,
  anAssignment,
  anInbox,
  countingIds,
  fixtureId,
} from '@parlance/core/testing'
import { FORMAT_BODIES } from '../../webhook-formats/index.ts'
import { SUPPORT_WEBHOOK_SCHEMAS, supportWebhookBodies } from './index.ts'

const AT = 1_750_088_476_770
const metadata = { order: 7 }
const attributes = (channel: string) => ({ support: { subject: 'Help', channel, metadata } })

const stateBy = (channel = 'web'): ConversationState =>
  aConversationState({
    inbox: { ...policyOf(anInbox()), channelType: 'support' },
    contact: aContact({ email: 'grace@example.test' }),
    conversation: aConversation({ number: 12, additionalAttributes: attributes(channel) }),
  })

const context = () => {
  const ids = countingIds()
  return {
    actor: { type: 'system' } as const,
    nextEventId: () => ids.next<'event'>(),
    nextMessageNumber: () => 78,
    conversationNumber: 12,
  }
}

/** What receivers are told, from events as the log keeps them. */
const tell = (facts: readonly ConversationFact[], from = stateBy()) =>
  recordFacts(from, facts, context()).events.flatMap((event) =>
    supportWebhookBodies(JSON.parse(JSON.stringify(event))),
  )

const conversation = {
  id: stateBy().conversation.id,
  number: 12,
  subject: 'Help',
  status: 'open',
  requester_email: 'grace@example.test',
  channel: 'web',
  metadata,
}

const resolved = (closed?: true): ConversationFact => ({
  type: 'conversation.status-changed',
  at: AT,
  to: 'resolved',
  snoozedUntil: null,
  ...(closed && { closed }),
})

const said = (overrides: Parameters<typeof aMessage>[0]): ConversationFact => ({
  type: 'message.recorded',
  at: AT,
  sender: null,
  message: aMessage({ ...overrides, sender: null }),
})

const start = (channel: string) => {
  const state = stateBy(channel)
  const { number: _number, lastSeq: _lastSeq, ...fresh } = state.conversation
  const facts = [{ type: 'conversation.started', at: AT, conversation: fresh }] as const
  return recordStart({ ...state, latest: null }, facts, context()).events.flatMap(supportWebhookBodies)
}

describe('what receivers of the support API are told', () => {
  it('of a conversation that was opened, and of one that asks to be called back', () => {
    expect(start('web')).toEqual([
      { name: 'conversation.created', body: { event: 'conversation.created', conversation } },
    ])
    const callback = { ...conversation, channel: 'callback' }
    expect(start('callback')).toEqual([
      { name: 'conversation.created', body: { event: 'conversation.created', conversation: callback } },
      { name: 'callback.requested', body: { event: 'callback.requested', conversation: callback } },
    ])
  })

  it('of messages and notes, and not of activities', () => {
    const told = tell([
      said({ id: fixtureId(71), kind: 'outgoing' }),
      said({ id: fixtureId(72), kind: 'outgoing', private: true }),
      said({ kind: 'activity' }),
    ])
    const event = 'message.created'
    expect(told).toEqual([
      { name: event, body: { event, conversation, message_id: fixtureId(71), message_type: 'reply' } },
      { name: event, body: { event, conversation, message_id: fixtureId(72), message_type: 'note' } },
    ])
  })

  it('of a conversation that was resolved or closed, once, and that somebody holds', () => {
    const status = (closed?: true) =>
      tell([resolved(closed)]).map(({ name, body }) => [name, (body as typeof told).conversation.status])
    const told = { conversation }
    expect(status()).toEqual([['conversation.resolved', 'resolved']])
    expect(status(true)).toEqual([['conversation.resolved', 'closed']])
    expect(tell([resolved(), resolved(true)])).toHaveLength(1)
    const ada = aMember()
    const holder = { type: 'member', id: ada.id } as const
    const made = {
      type: 'assignment.made',
      at: AT,
      assignment: anAssignment({ holder }),
      assignee: ada,
    } as const
    expect(tell([made])).toEqual([
      { name: 'conversation.assigned', body: { event: 'conversation.assigned', conversation } },
    ])
  })

  it('fits what is documented, and is nothing of another inbox', () => {
    const facts = [said({ kind: 'incoming' }), resolved()]
    for (const { name, body } of [...start('callback'), ...tell(facts)]) {
      const schema = SUPPORT_WEBHOOK_SCHEMAS[name as keyof typeof SUPPORT_WEBHOOK_SCHEMAS]
      expect(schema.safeParse(body).error).toBeUndefined()
    }
    const elsewhere = { ...stateBy(), inbox: policyOf(anInbox()) }
    expect(tell(facts, elsewhere)).toEqual([])
    expect(FORMAT_BODIES.support).toBe(supportWebhookBodies)
  })
})
