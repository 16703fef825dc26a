export type { FinishedAttempt } from './after-attempt.ts'
export { afterAttempt, FAILING_PATIENCE } from './after-attempt.ts'
export {
  endSubscriptions,
  signSubscriptionsWith,
  syncAgentIdentityEndpoint,
} from './agent-identity-endpoint.ts'
export type { WebhookKey } from './change-webhook.ts'
export { MOST_ENDPOINTS } from './change-webhook.ts'
export type { CreatedSubscription, SubscriptionInput } from './create-subscription.ts'
export { MOST_SUBSCRIPTIONS } from './create-subscription.ts'
export type { Attempt, Delivery, DeliveryStatus, NewDelivery } from './delivery.ts'
export type {
  AttemptResult,
  Claim,
  DeliveryQuery,
  DeliveryReport,
  DeliveryStore,
  EndpointOutcome,
  LeasedDelivery,
  Outcome,
} from './delivery-store.ts'
export { syncInboxEndpoint } from './inbox-endpoint.ts'
export {
  AGENT_IDENTITY_WAITS,
  FORMAT_TERMS,
  LONGEST_RETRY_AFTER,
  RETRY_WAITS,
  SUPPORT_WAITS,
  waitAfter,
} from './retry-schedule.ts'
export type {
  NotReplayable,
  SubscriptionDeliveryNotFound,
  SubscriptionNotFound,
  SubscriptionUrlTaken,
  TooManySubscriptions,
} from './subscription-errors.ts'
export type { SubscriptionChanges } from './subscription-settings.ts'
export { isAgentMessagingEvent } from './subscription-settings.ts'
export type { Subscriptions } from './subscriptions.ts'
export { createSubscriptions } from './subscriptions.ts'
export type {
  AgentMessagingSubscription,
  EndpointOwner,
  EventName,
  NewWebhookEndpoint,
  Subscription,
  SupportSubscription,
  WebhookEndpoint,
  WebhookFormat,
} from './webhook-endpoint.ts'
export {
  AGENT_IDENTITY_SUBSCRIPTIONS,
  AGENT_MESSAGING_SUBSCRIPTIONS,
  DEFAULT_SUBSCRIPTIONS,
  FORMAT_SUBSCRIPTIONS,
  INBOX_SUBSCRIPTIONS,
  isSubscription,
  SUBSCRIPTIONS,
  SUPPORT_SUBSCRIPTIONS,
} from './webhook-endpoint.ts'
export type { WebhookEndpointStore } from './webhook-endpoint-store.ts'
export type { TooManyWebhooks, WebhookError, WebhookNotFound } from './webhook-errors.ts'
export type { SubscriptionFilter, WebhookQueries } from './webhook-queries.ts'
export type { WebhookChanges } from './webhook-settings.ts'
export type { Webhooks, WebhooksPorts } from './webhooks.ts'
export { createWebhooks } from './webhooks.ts'
