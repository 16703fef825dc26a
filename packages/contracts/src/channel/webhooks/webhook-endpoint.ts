import {
  type Inbox,
  type InboxId,
  isSubscription,
  SUBSCRIPTIONS,
  type WebhookChanges,
  type WebhookEndpoint,
} from '@parlance/core'
import { z } from 'zod'
import { integer, text } from '../../kernel/index.ts'

export const webhookSchema = z
  .object({
    id: z.int(),
    name: z.string().nullable(),
    url: z.string(),
    account_id: z.int(),
    subscriptions: z.array(z.enum(SUBSCRIPTIONS)),
    secret: z.string().describe('Signs what is posted'),
    inbox: z
      .object({ id: z.int(), name: z.string() })
      .optional()
      .describe('The inbox that was named; it narrows nothing'),
  })
  .meta({ id: 'Webhook', description: 'An address that events are posted to' })

export const webhookListSchema = z.object({ payload: z.object({ webhooks: z.array(webhookSchema) }) })

export const webhookPayloadSchema = z.object({ payload: z.object({ webhook: webhookSchema }) })

/** A webhook; `inboxes` has the one that it names. */
export const presentWebhook = (
  endpoint: WebhookEndpoint,
  accountNumber: number,
  inboxes: readonly Inbox[],
): z.output<typeof webhookSchema> => {
  const inbox = inboxes.find(({ id }) => id === endpoint.inboxId)
  return {
    id: endpoint.number,
    name: endpoint.name,
    url: endpoint.url,
    account_id: accountNumber,
    subscriptions: endpoint.subscriptions.filter(isSubscription),
    secret: endpoint.secret,
    ...(inbox && { inbox: { id: inbox.number, name: inbox.name } }),
  }
}

const EVENTS = `Of ${SUBSCRIPTIONS.join(', ')}; the first eight when it is left out or null`

const fields = {
  name: text,
  subscriptions: z.array(z.string()).max(100).nullish().describe(EVENTS),
  inbox_id: integer.describe('An inbox to show beside the webhook; it narrows nothing'),
}

export const createWebhookSchema = z
  .object({ url: text.describe('An http or https address; unique in the account'), ...fields })
  .meta({ id: 'CreateWebhook', description: 'An address to post events to' })

export const updateWebhookSchema = z
  .object({ url: text.describe('An http or https address; unique in the account'), ...fields })
  .meta({ id: 'UpdateWebhook', description: 'What is to change of a webhook' })

/** What the engine is asked for; `inboxId` is that of the inbox that was named and found. */
export const toWebhookChanges = (
  input: z.output<typeof updateWebhookSchema>,
  inboxId: InboxId | null | undefined,
): WebhookChanges => ({
  url: input.url ?? undefined,
  name: input.name,
  subscriptions: input.subscriptions,
  inboxId,
})
