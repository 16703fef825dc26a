export {
  presentEventId,
  presentWebhookDelivery,
  webhookDeliveriesQuerySchema,
  webhookDeliveryListSchema,
  webhookDeliveryParamsSchema,
  webhookDeliverySchema,
} from './delivery.ts'
export {
  createdSubscriptionSchema,
  presentCreatedSubscription,
  presentSubscription,
  subscriptionListSchema,
  subscriptionSchema,
} from './subscription.ts'
export {
  createSubscriptionSchema,
  subscriptionParamsSchema,
  subscriptionsQuerySchema,
  toSubscriptionChanges,
  toSubscriptionInput,
  updateSubscriptionSchema,
} from './subscription-input.ts'
export { imessageWebhookBodies } from './webhook-bodies.ts'
export { IMESSAGE_WEBHOOK_SCHEMAS } from './webhook-envelope.ts'
