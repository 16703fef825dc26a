import type { CreatedSubscription, WebhookEndpoint } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import { isoSchema, presentOrganizationId } from '../kernel/index.ts'
import { type ContextConfig, contextConfigSchema } from './context-config.ts'

const never = (what: string) => z.null().describe(`${what}: always null`)

const fields = {
  id: z.uuid().describe('The id of the subscription'),
  organization_id: z.string().describe('The organization that it belongs to'),
  mailbox_id: never('The mailbox that it is about'),
  phone_number_id: never('The telephone number that it is about'),
  agent_identity_id: z.uuid().describe('The identity that it is about'),
  owner_identity_id: z.uuid().describe('The identity whose key signs what it is told'),
  url: z.string().describe('Where events are posted to'),
  event_types: z.array(z.string()).describe('What it is told of'),
  status: z.literal('active').describe('Always `active`: one that was removed is not shown'),
  created_at: isoSchema.describe('When it was made'),
  updated_at: isoSchema.describe('When it was last changed'),
  context_config: contextConfigSchema
    .nullable()
    .describe('What it asks to be told with events; kept and shown, and nothing is told for it yet'),
}

export const subscriptionSchema = z
  .object(fields)
  .meta({ id: 'WebhookSubscription', description: 'Where an identity is told of its conversations' })

export const createdSubscriptionSchema = z
  .object({
    ...fields,
    signing_key: z
      .string()
      .nullable()
      .describe('What signs the webhooks of the identity, if it had no key before. Told this once'),
  })
  .meta({ id: 'CreatedWebhookSubscription', description: 'A new subscription' })

export const subscriptionListSchema = z
  .object({ subscriptions: z.array(subscriptionSchema).describe('In the order they were made') })
  .meta({ id: 'WebhookSubscriptionList', description: 'Subscriptions' })

const EMPTY: ContextConfig = { email: null, texts: null, calls: null }

/** A subscription of an agent identity. */
export const presentSubscription = (endpoint: WebhookEndpoint): z.output<typeof subscriptionSchema> => {
  const { owner, contextConfig } = endpoint
  if (owner.type !== 'agent_identity') throw new Error('Only agent identities have subscriptions')
  return {
    id: endpoint.id,
    organization_id: presentOrganizationId(endpoint.organizationId),
    mailbox_id: null,
    phone_number_id: null,
    agent_identity_id: owner.agentIdentityId,
    owner_identity_id: owner.agentIdentityId,
    url: endpoint.url,
    event_types: [...endpoint.subscriptions],
    status: 'active',
    created_at: isoMillis(endpoint.createdAt),
    updated_at: isoMillis(endpoint.updatedAt),
    // What is kept went through the schema when it was sent.
    context_config: contextConfig ? { ...EMPTY, ...(contextConfig as Partial<ContextConfig>) } : null,
  }
}

/** The same with the key that it brought the identity. */
export const presentCreatedSubscription = ({
  endpoint,
  signingKey,
}: CreatedSubscription): z.output<typeof createdSubscriptionSchema> => ({
  ...presentSubscription(endpoint),
  signing_key: signingKey,
})
