import type { RecordedEvent, WebhookFormat } from '@parlance/core'
import { imessageWebhookBodies } from '../agent-messaging/webhooks/index.ts'
import { type WebhookBody, webhookBodies } from '../channel/webhooks/index.ts'
import { supportWebhookBodies } from '../support/webhooks/index.ts'

/** What an event of the log is told as, in the words of each API that has webhooks: bodies in the order in which they are told. */
export const FORMAT_BODIES: Readonly<
  Record<WebhookFormat, (event: RecordedEvent) => readonly WebhookBody[]>
> = {
  channel: webhookBodies,
  support: supportWebhookBodies,
  agent_messaging: imessageWebhookBodies,
}
