import type { AgentIdentityId, JsonObject, SubscriptionChanges, WebhookEndpointId } from '@parlance/core'
import { z } from 'zod'
import { unsupported } from '../../kernel/index.ts'
import { contextConfigInputSchema } from './context-config.ts'

const url = z.string().max(2048).describe('An https address')
const eventTypes = z
  .array(z.string().max(255))
  .max(100)
  .describe(
    '`imessage.received`, `imessage.reaction_received`, `imessage.sent`, `imessage.delivered`, `imessage.delivery_failed`',
  )

/** At most one of what a subscription can be about may be named. */
const oneOwner = (owners: {
  readonly mailbox_id?: unknown
  readonly phone_number_id?: unknown
  readonly agent_identity_id?: unknown
}): boolean =>
  [owners.mailbox_id, owners.phone_number_id, owners.agent_identity_id].filter(
    (id) => id !== undefined && id !== null,
  ).length <= 1

const ONE_OWNER = {
  error: 'must be the only one of mailbox_id, phone_number_id and agent_identity_id',
  path: ['agent_identity_id'],
}

export const createSubscriptionSchema = z
  .object({
    agent_identity_id: z.uuid().describe('The identity that is to be told of its conversations'),
    mailbox_id: unsupported,
    phone_number_id: unsupported,
    url,
    event_types: eventTypes,
    context_config: contextConfigInputSchema
      .nullish()
      .describe('What is to be told with events; kept and shown, and nothing is told for it yet'),
  })
  .refine(oneOwner, ONE_OWNER)
  .meta({ id: 'CreateWebhookSubscription', description: 'A subscription to make' })

export const updateSubscriptionSchema = z
  .object({
    url: url.optional(),
    event_types: eventTypes.optional(),
    context_config: contextConfigInputSchema.nullish().describe('Null for nothing'),
    agent_identity_id: unsupported,
    mailbox_id: unsupported,
    phone_number_id: unsupported,
  })
  .meta({ id: 'UpdateWebhookSubscription', description: 'What is to change of a subscription' })

export const subscriptionsQuerySchema = z
  .object({
    agent_identity_id: z.uuid().optional().describe('Only those of one identity'),
    mailbox_id: z.uuid().optional().describe('There are none of mailboxes here'),
    phone_number_id: z.uuid().optional().describe('There are none of telephone numbers here'),
    url: z.string().max(2048).optional().describe('Only those with this address'),
    event_type: z.string().max(255).optional().describe('Only those that are told of this'),
  })
  .refine(oneOwner, ONE_OWNER)

export const subscriptionParamsSchema = z.object({
  id: z
    .uuid()
    .transform((id) => id.toLowerCase() as WebhookEndpointId)
    .describe('The id of the subscription'),
})

type Sent = Pick<z.output<typeof updateSubscriptionSchema>, 'url' | 'event_types' | 'context_config'>

/** What the engine is asked for. */
export const toSubscriptionChanges = (sent: Sent): SubscriptionChanges => ({
  url: sent.url,
  events: sent.event_types,
  // What a schema has read out of JSON is JSON.
  contextConfig: sent.context_config as JsonObject | null | undefined,
})

/** What the engine is asked for. */
export const toSubscriptionInput = (sent: z.output<typeof createSubscriptionSchema>) => ({
  ...toSubscriptionChanges(sent),
  agentIdentityId: sent.agent_identity_id.toLowerCase() as AgentIdentityId,
  url: sent.url,
  events: sent.event_types,
})
