import {
  SUPPORT_SUBSCRIPTIONS,
  type SupportSubscription,
  type WebhookChanges,
  type WebhookEndpoint,
} from '@parlance/core'
import { z } from 'zod'
import { supportTime, supportTimeSchema } from '../kernel/index.ts'

const fields = {
  id: z.uuid().describe('What paths name the webhook by'),
  url: z.string().describe('Where events are posted to'),
  events: z.array(z.enum(SUPPORT_SUBSCRIPTIONS)).describe('Which events are posted'),
  is_active: z
    .boolean()
    .describe('False for one that did nothing but fail for days; a change enables it again'),
  created_at: supportTimeSchema,
  updated_at: supportTimeSchema,
}

export const supportWebhookSchema = z
  .object(fields)
  .meta({ id: 'SupportWebhook', description: 'An address that events are posted to' })

export const createdSupportWebhookSchema = z
  .object({ ...fields, secret: z.string().describe('Signs what is posted; shown this once') })
  .meta({ id: 'CreatedSupportWebhook', description: 'An address that events are posted to from now on' })

export const supportWebhookListSchema = z
  .object({
    count: z.int().describe('All there are'),
    results: z.array(supportWebhookSchema).describe('In the order in which they were made'),
  })
  .meta({ id: 'SupportWebhookList', description: 'Every webhook of this API' })

const isSupport = (name: string): name is SupportSubscription =>
  SUPPORT_SUBSCRIPTIONS.some((known) => known === name)

/** A webhook, without its secret. */
export const presentSupportWebhook = (endpoint: WebhookEndpoint): z.output<typeof supportWebhookSchema> => ({
  id: endpoint.id,
  url: endpoint.url,
  events: endpoint.subscriptions.filter(isSupport),
  is_active: endpoint.state === 'enabled',
  created_at: supportTime(endpoint.createdAt),
  updated_at: supportTime(endpoint.updatedAt),
})

const events = z
  .array(z.string())
  .max(100)
  .describe(`Of ${SUPPORT_SUBSCRIPTIONS.join(', ')}`)

export const createSupportWebhookSchema = z
  .object({ url: z.string().describe('An http or https address; unique among these webhooks'), events })
  .meta({ id: 'CreateSupportWebhook', description: 'An address to post events to' })

export const updateSupportWebhookSchema = z
  .object({
    url: z.string().optional().describe('An http or https address; unique among these webhooks'),
    events: events.optional(),
  })
  .meta({ id: 'UpdateSupportWebhook', description: 'What is to change; the secret stays' })

/** What the engine is asked for. */
export const toSupportWebhookChanges = (
  input: z.output<typeof updateSupportWebhookSchema>,
): WebhookChanges => ({ url: input.url, subscriptions: input.events })
