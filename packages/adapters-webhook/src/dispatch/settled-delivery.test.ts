import { describe, expect, it } from '@jest/globals'
import type { Delivery, Outcome, WebhookEndpoint } from '@parlance/core'
import { aDelivery, anAttempt, aWebhookEndpoint, fixtureId } from '@parlance/core/testing'
import { unansweredConversations, undeliveredMessages } from './settled-delivery.ts'

const owned: Partial<WebhookEndpoint> = { owner: { type: 'inbox', inboxId: fixtureId(21) } }
const message: Partial<Delivery> = { messageId: fixtureId<'message'>(71) }
const failed: Outcome = { type: 'failed' }

const given = (endpoint: Partial<WebhookEndpoint>, delivery: Partial<Delivery>, outcome: Outcome) => [
  {
    endpoint: aWebhookEndpoint(endpoint),
    result: {
      delivery: aDelivery(delivery),
      attempt: anAttempt({ error: '500 Internal Server Error' }),
      outcome,
      endpoint: { type: 'healthy' } as const,
    },
  },
]

describe('the messages that were not delivered', () => {
  it('are those that their inbox’s endpoint will never get', () => {
    expect(undeliveredMessages(given(owned, message, failed))).toEqual([
      {
        organizationId: fixtureId(1),
        messageId: fixtureId(71),
        reason: '500 Internal Server Error',
      },
    ])
  })

  it.each([
    { which: 'is tried again', settled: given(owned, message, { type: 'retry', at: 1 }) },
    { which: 'was delivered', settled: given(owned, message, { type: 'delivered' }) },
    { which: 'goes to the organization’s endpoint', settled: given({}, message, failed) },
    { which: 'tells no message', settled: given(owned, { messageId: null }, failed) },
    {
      which: 'tells that the message failed',
      settled: given(owned, { ...message, eventName: 'message_updated' }, failed),
    },
  ])('are none when the delivery $which', ({ settled }) => {
    expect(undeliveredMessages(settled)).toEqual([])
  })
})

describe('the conversations that an agent identity misses something of', () => {
  const software: Partial<WebhookEndpoint> = {
    owner: { type: 'agent_identity', agentIdentityId: fixtureId(12) },
  }
  const conversation: Partial<Delivery> = { conversationId: fixtureId<'conversation'>(51) }

  it('are each there once', () => {
    const twice = [...given(software, conversation, failed), ...given(software, conversation, failed)]
    expect(unansweredConversations(twice)).toEqual([fixtureId(51)])
  })

  it.each([
    { which: 'is tried again', settled: given(software, conversation, { type: 'retry', at: 1 }) },
    { which: 'goes to an inbox’s endpoint', settled: given(owned, conversation, failed) },
    { which: 'is about no conversation', settled: given(software, { conversationId: null }, failed) },
  ])('are none when the delivery $which', ({ settled }) => {
    expect(unansweredConversations(settled)).toEqual([])
  })
})
