import type { Actor, ApiKey, ApiKeyId } from '@parlance/core'
import { z } from 'zod'
import { isoSchema, presentOrganizationId } from '../../agent-messaging/kernel/index.ts'

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** The id of a key as wires show it. */
export const presentApiKeyId = (id: ApiKeyId): string => `ApiKey_${id}`

const UUID = /^(?:ApiKey_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/** The id of a key in a path, with or without what wires put before it. */
export const apiKeyParamsSchema = z.object({
  id: z
    .string()
    .regex(UUID)
    // The pattern takes nothing but ids.
    .transform((text) => UUID.exec(text)?.[1]?.toLowerCase() as ApiKeyId)
    .describe('The id of the key'),
})

const record = {
  id: z.string().describe('The id of the key; no secret'),
  organization_id: z.string().describe('The organization that it belongs to'),
  name: z.string().describe('What it is called'),
  label: z.string().describe('What it is called, in the other vocabulary'),
  description: z.string().nullable().describe('What it is there for'),
  key_type: z
    .enum(['server', 'client', 'identity'])
    .describe(
      '`server`: what an administrator may do, from a backend; `client`: safe in pages and apps; `identity`: acts as one agent identity',
    ),
  scoped_identity_id: z
    .uuid()
    .nullable()
    .describe('The agent identity that it acts as; null for keys of other types'),
  allowed_origins: z.array(z.string()).describe('The origins of pages that may use it; empty for any'),
  allowed_bundle_ids: z.array(z.string()).describe('The app bundles that may use it; empty for any'),
  status: z.enum(['active', 'revoked']).describe('Whether it is still good'),
  display_prefix: z.string().describe('How it begins'),
  last4: z.string().describe('How it ends'),
  created_by: z.string().describe('Who made it: a member, another key, or `system`'),
  creator_type: z.enum(['human', 'agent']).describe('Whether a person made it, or software'),
  last_used_at: isoSchema.nullable().describe('When it was last used, to the minute; null for never'),
  expires_at: isoSchema.nullable().describe('When it ends by itself; null for never'),
  revoked_at: isoSchema.nullable().describe('When it was ended; null while it was not'),
  created_at: isoSchema.describe('When it was made'),
  updated_at: isoSchema.describe('When it was last changed'),
}

export const apiKeySchema = z.object(record).meta({ id: 'ApiKey', description: 'A key, without its text' })

const textSchema = z
  .string()
  .nullable()
  .describe('The text of the key, which is shown this once; null when a repeated request is answered')

export const newApiKeySchema = z
  .object({ api_key: textSchema, ...record })
  .meta({ id: 'NewApiKey', description: 'A key that was just made' })

export const newScopedApiKeySchema = z
  .object({ api_key: textSchema, record: apiKeySchema.describe('The key, without its text') })
  .meta({ id: 'NewScopedApiKey', description: 'A key that was just made, in the other vocabulary' })

export const apiKeyListSchema = z
  .object({
    count: z.number().describe('How many there are in all'),
    next: z.string().nullable().describe('Where the next ones are; null for nowhere'),
    previous: z.string().nullable().describe('Where the ones before are; null for nowhere'),
    results: z.array(apiKeySchema).describe('The newest first'),
  })
  .meta({ id: 'ApiKeyList', description: 'Part of the keys' })

/** Who made a key, as wires tell it. */
export const presentMaker = (maker: Actor): { created_by: string; creator_type: 'human' | 'agent' } => {
  switch (maker.type) {
    case 'member':
    case 'contact':
      return { created_by: maker.id, creator_type: 'human' }
    case 'agent_identity':
      return { created_by: maker.id, creator_type: 'agent' }
    case 'api_key':
      return { created_by: presentApiKeyId(maker.id), creator_type: 'agent' }
    case 'system':
      return { created_by: 'system', creator_type: 'human' }
  }
}

/** A key without its text, with the members that both vocabularies know. */
export const presentApiKey = (key: ApiKey): z.output<typeof apiKeySchema> => ({
  id: presentApiKeyId(key.id),
  organization_id: presentOrganizationId(key.organizationId),
  name: key.name,
  label: key.name,
  description: key.description,
  key_type: key.kind,
  scoped_identity_id: key.agentIdentityId,
  allowed_origins: [...key.allowedOrigins],
  allowed_bundle_ids: [...key.allowedBundleIds],
  status: key.revokedAt === null ? 'active' : 'revoked',
  display_prefix: key.displayPrefix,
  last4: key.last4,
  ...presentMaker(key.createdBy),
  last_used_at: iso(key.lastUsedAt),
  expires_at: iso(key.expiresAt),
  revoked_at: iso(key.revokedAt),
  created_at: new Date(key.createdAt).toISOString(),
  updated_at: new Date(key.updatedAt).toISOString(),
})
