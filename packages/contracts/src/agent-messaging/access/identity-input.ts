import { type AgentIdentityChanges, toHandle } from '@parlance/core'
import { z } from 'zod'
import { unsupported } from '../../kernel/index.ts'

/** The handle of an identity in a path; an `@` in front is not part of it. */
export const handleParamsSchema = z.object({
  handle: z.string().min(1).max(200).transform(toHandle).describe('The handle of the identity'),
})

const filled = (value: unknown): boolean => value !== undefined && value !== null

/** Something that would have parts of its own: taken while it asks for none of them. */
const unsupportedParts = z
  .record(z.string(), z.unknown())
  .nullish()
  .refine((parts) => !Object.values(parts ?? {}).some(filled), 'is not supported')
  .describe('Not supported: refused unless it is empty')

const channels = {
  imessage_number_type: unsupported,
  phone_number: unsupported,
}

export const createIdentitySchema = z
  .object({
    agent_handle: z.string().describe('What people connect to; an `@` in front is left out'),
    display_name: z.string().nullish().describe('What it is called'),
    description: z.string().nullish().describe('What it is there for'),
    imessage_enabled: z.boolean().nullish().describe('Whether people can connect to it; false when left out'),
    mailbox: unsupportedParts,
    tunnel: unsupported,
    vault_secret_ids: unsupported,
    ...channels,
  })
  .meta({ id: 'CreateIdentity', description: 'An identity to add' })

const neverFiltered = z
  .literal('blacklist')
  .nullish()
  .describe('Identities have no such channel here: nothing but `blacklist`')

export const updateIdentitySchema = z
  .object({
    agent_handle: z.string().optional().describe('Another handle; who is connected stays so'),
    display_name: z.string().nullable().optional().describe('Null clears it'),
    description: z.string().nullable().optional().describe('Null clears it'),
    imessage_enabled: z.boolean().optional().describe('Whether people can connect to it'),
    imessage_filter_mode: z
      .enum(['blacklist', 'whitelist'])
      .optional()
      .describe('Whom its contact rules let through; not with a key of the identity'),
    mail_filter_mode: neverFiltered,
    phone_filter_mode: neverFiltered,
    imessage_number_id: unsupported,
    ...channels,
  })
  .meta({ id: 'UpdateIdentity', description: 'What is to change of an identity; null clears' })

/** What the engine is asked for. */
export const toIdentityInput = (input: z.output<typeof createIdentitySchema>) => ({
  handle: input.agent_handle,
  displayName: input.display_name,
  description: input.description,
  imessageEnabled: input.imessage_enabled ?? undefined,
})

/** What the engine is asked for. */
export const toIdentityChanges = (input: z.output<typeof updateIdentitySchema>): AgentIdentityChanges => ({
  handle: input.agent_handle,
  displayName: input.display_name,
  description: input.description,
  imessageEnabled: input.imessage_enabled,
  imessageFilterMode: input.imessage_filter_mode,
})
