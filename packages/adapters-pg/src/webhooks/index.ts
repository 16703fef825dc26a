export { createDeliveryStore } from './delivery-store.ts'
export { createWebhookEndpointStore } from './webhook-endpoint-store.ts'
export { createWebhookQueries } from './webhook-queries.ts'
