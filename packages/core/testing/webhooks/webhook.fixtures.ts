import {
  type Attempt,
  DEFAULT_SUBSCRIPTIONS,
  type Delivery,
  type NewDelivery,
  type NewWebhookEndpoint,
  type WebhookEndpoint,
} from '../../src/index.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** The organization's own endpoint: enabled, and ordered. */
export const aWebhookEndpoint = (overrides: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: fixtureId(91),
  organizationId: fixtureId(1),
  number: 1,
  owner: { type: 'organization' },
  format: 'channel',
  name: null,
  url: 'https://hooks.acme.test/parlance',
  subscriptions: DEFAULT_SUBSCRIPTIONS,
  inboxId: null,
  secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  ordered: true,
  state: 'enabled',
  failingSince: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

export const aNewWebhookEndpoint = (overrides: Partial<NewWebhookEndpoint> = {}): NewWebhookEndpoint => {
  const { number: _number, ...endpoint } = aWebhookEndpoint()
  return { ...endpoint, ...overrides }
}

/** An event of `aConversation` on its way to `aWebhookEndpoint`, not tried yet. */
export const aDelivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  id: fixtureId(101),
  organizationId: fixtureId(1),
  endpointId: fixtureId(91),
  eventId: fixtureId(81),
  eventName: 'message_created',
  conversationId: fixtureId(51),
  seq: 2,
  messageId: null,
  body: '{"event":"message_created"}',
  status: 'pending',
  attempts: 0,
  nextAttemptAt: START,
  createdAt: START,
  ...overrides,
})

export const aNewDelivery = (overrides: Partial<NewDelivery> = {}): NewDelivery => {
  const { status: _status, attempts: _attempts, nextAttemptAt: _next, ...delivery } = aDelivery()
  return { ...delivery, ...overrides }
}

/** The first try of `aDelivery`, which went well. */
export const anAttempt = (overrides: Partial<Attempt> = {}): Attempt => ({
  deliveryId: fixtureId(101),
  attempt: 1,
  startedAt: START,
  duration: 120,
  responseStatus: 200,
  responseExcerpt: 'ok',
  error: null,
  ...overrides,
})
