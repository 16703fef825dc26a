export type { FinishedAttempt } from './after-attempt.ts'
export { afterAttempt, FAILING_PATIENCE } from './after-attempt.ts'
export { syncAgentIdentityEndpoint } from './agent-identity-endpoint.ts'
export type { WebhookChanges } from './change-webhook.ts'
export { MOST_ENDPOINTS } from './change-webhook.ts'
export type { Attempt, Delivery, DeliveryStatus, NewDelivery } from './delivery.ts'
export type {
  AttemptResult,
  Claim,
  DeliveryStore,
  EndpointOutcome,
  LeasedDelivery,
  Outcome,
} from './delivery-store.ts'
export { syncInboxEndpoint } from './inbox-endpoint.ts'
export { AGENT_IDENTITY_WAITS, LONGEST_RETRY_AFTER, RETRY_WAITS, waitAfter } from './retry-schedule.ts'
export type {
  EndpointOwner,
  EventName,
  NewWebhookEndpoint,
  Subscription,
  WebhookEndpoint,
} from './webhook-endpoint.ts'
export {
  AGENT_IDENTITY_SUBSCRIPTIONS,
  DEFAULT_SUBSCRIPTIONS,
  INBOX_SUBSCRIPTIONS,
  isSubscription,
  SUBSCRIPTIONS,
} from './webhook-endpoint.ts'
export type { WebhookEndpointStore } from './webhook-endpoint-store.ts'
export type { TooManyWebhooks, WebhookError, WebhookNotFound } from './webhook-errors.ts'
export type { WebhookQueries } from './webhook-queries.ts'
export type { Webhooks, WebhooksPorts } from './webhooks.ts'
export { createWebhooks } from './webhooks.ts'
