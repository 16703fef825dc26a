export { SUPPORT_WEBHOOK_SCHEMAS, supportWebhookBodies } from './webhook-bodies.ts'
