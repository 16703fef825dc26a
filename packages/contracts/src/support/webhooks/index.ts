export {
  createdSupportWebhookSchema,
  createSupportWebhookSchema,
  presentSupportWebhook,
  supportWebhookListSchema,
  supportWebhookSchema,
  toSupportWebhookChanges,
  updateSupportWebhookSchema,
} from './webhook.ts'
export { SUPPORT_WEBHOOK_SCHEMAS, supportWebhookBodies } from './webhook-bodies.ts'
