import type { AgentIdentity, SigningKey, Timestamp } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import { isoSchema, presentOrganizationId } from '../kernel/index.ts'

/** Something that other servers of this API give identities, and this one doesn't. */
const never = (what: string) => z.null().describe(`${what} of the identity: always null`)

const filterMode = z.enum(['blacklist', 'whitelist'])

export const identitySchema = z
  .object({
    id: z.uuid().describe('The id of the identity'),
    organization_id: z.string().describe('The organization that it belongs to'),
    agent_handle: z.string().describe('What people connect to, without the `@`'),
    display_name: z.string().nullable().describe('What it is called; null when its handle is all'),
    description: z.string().nullable().describe('What it is there for'),
    email_address: never('The e-mail address'),
    imessage_enabled: z.boolean().describe('Whether people can connect to it'),
    imessage_filter_mode: filterMode.describe(
      '`blacklist`: everybody is let through but those that a rule blocks; `whitelist`: only those that a rule allows',
    ),
    mail_filter_mode: filterMode.describe('Always `blacklist`: identities have no mail here'),
    phone_filter_mode: filterMode.describe('Always `blacklist`: identities have no telephone here'),
    signing_key_configured: z.boolean().describe('Whether its webhooks are signed'),
    signing_key_created_at: isoSchema.nullable().describe('Since when they are signed with the key of now'),
    created_at: isoSchema.describe('When it was added'),
    updated_at: isoSchema.describe('When it was last changed'),
    mailbox: never('The mailbox'),
    phone_number: never('The telephone number'),
    imessage_number: never('The number of its own'),
    tunnel: never('The tunnel'),
  })
  .meta({ id: 'Identity', description: 'An agent that talks with people' })

export const identityListSchema = z.array(identitySchema)

/** An agent identity, with the moment when it was given the key that signs its webhooks. */
export const presentIdentity = (
  identity: AgentIdentity,
  signingKeyCreatedAt: Timestamp | null,
): z.output<typeof identitySchema> => ({
  id: identity.id,
  organization_id: presentOrganizationId(identity.organizationId),
  agent_handle: identity.handle,
  display_name: identity.displayName,
  description: identity.description,
  email_address: null,
  imessage_enabled: identity.imessageEnabled,
  imessage_filter_mode: identity.imessageFilterMode,
  mail_filter_mode: 'blacklist',
  phone_filter_mode: 'blacklist',
  signing_key_configured: signingKeyCreatedAt !== null,
  signing_key_created_at: signingKeyCreatedAt === null ? null : isoMillis(signingKeyCreatedAt),
  created_at: isoMillis(identity.createdAt),
  updated_at: isoMillis(identity.updatedAt),
  mailbox: null,
  phone_number: null,
  imessage_number: null,
  tunnel: null,
})

export const signingKeySchema = z
  .object({
    signing_key: z.string().describe('What signs the webhooks of the identity. Told this once'),
    created_at: isoSchema.describe('When it was made'),
  })
  .meta({ id: 'SigningKey', description: 'A key that signs webhooks' })

export const signingKeyStatusSchema = z
  .object({
    configured: z.boolean().describe('Whether webhooks are signed'),
    created_at: isoSchema.nullable().describe('When the key of now was made; null when there is none'),
  })
  .meta({ id: 'SigningKeyStatus', description: 'Whether there is a key that signs webhooks' })

/** A new key, to whoever made it. */
export const presentSigningKey = ({ key, createdAt }: SigningKey): z.output<typeof signingKeySchema> => ({
  signing_key: key,
  created_at: isoMillis(createdAt),
})

/** Whether there is a key, and since when. */
export const presentSigningKeyStatus = (
  createdAt: Timestamp | null,
): z.output<typeof signingKeyStatusSchema> => ({
  configured: createdAt !== null,
  created_at: createdAt === null ? null : isoMillis(createdAt),
})
