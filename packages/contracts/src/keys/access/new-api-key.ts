import { type AgentIdentityId, API_KEY_LENGTHS, type ApiKeyInput, MOST_ALLOWED } from '@parlance/core'
import { z } from 'zod'

const description = z
  .string()
  .max(API_KEY_LENGTHS.description)
  .nullish()
  .describe('What it is there for, in at most 1,000 characters')

const expiresAt = z.iso
  .datetime({ offset: true })
  .nullish()
  .describe('When it ends by itself; never when it is left out')

const name = z.string().trim().min(1).max(API_KEY_LENGTHS.name)

const allowed = z.array(z.string().max(300)).max(MOST_ALLOWED).nullish()

/** A server or a client key, as administrators ask for one. */
export const createApiKeySchema = z
  .object({
    name: name.describe('What it is called, in 1 to 255 characters'),
    key_type: z.enum(['server', 'client']).describe('For a backend, or for pages and apps'),
    allowed_origins: allowed.describe('The origins of pages that may use a client key; any when left out'),
    allowed_bundle_ids: allowed.describe('The app bundles that may use a client key; any when left out'),
    description,
    expires_at: expiresAt,
  })
  .meta({ id: 'CreateApiKey', description: 'A key to make' })

/** A key of the organization, or of one agent identity, in the other vocabulary. */
export const createScopedApiKeySchema = z
  .object({
    label: name.describe('What it is called, in 1 to 255 characters'),
    scoped_identity_id: z
      .uuid()
      .nullish()
      .describe('The agent identity that it acts as; left out, it may do what an administrator may'),
    description,
    expires_at: expiresAt,
  })
  .meta({ id: 'CreateScopedApiKey', description: 'A key to make, in the other vocabulary' })

/** Either of them: which one it is, its members tell. What fits neither is told in the words of the one it looks like. */
export const anyApiKeyBodySchema = z
  .union([
    createApiKeySchema,
    createScopedApiKeySchema,
    z.looseObject({}).meta({ description: 'Anything else is refused' }),
  ])
  .meta({ id: 'AnyCreateApiKey', description: 'A key to make, in either vocabulary' })

const moment = (text: string | null | undefined): number | null => (text ? Date.parse(text) : null)

/** What the engine is asked for. */
export const toApiKeyInput = (body: z.output<typeof createApiKeySchema>): ApiKeyInput => ({
  kind: body.key_type,
  name: body.name,
  description: body.description,
  allowedOrigins: body.allowed_origins ?? [],
  allowedBundleIds: body.allowed_bundle_ids ?? [],
  expiresAt: moment(body.expires_at),
})

/** What the engine is asked for. */
export const toScopedApiKeyInput = (body: z.output<typeof createScopedApiKeySchema>): ApiKeyInput => ({
  kind: body.scoped_identity_id ? 'identity' : 'server',
  name: body.label,
  description: body.description,
  // A uuid is all that an id is; whether there is such an identity is the engine's to find out.
  agentIdentityId: (body.scoped_identity_id?.toLowerCase() as AgentIdentityId | undefined) ?? null,
  expiresAt: moment(body.expires_at),
})
