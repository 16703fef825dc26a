import type { CannedResponse, CannedResponseChanges } from '@parlance/core'
import { z } from 'zod'
import { text } from '../../kernel/index.ts'
import { isoMillis, isoMillisSchema } from '../push/index.ts'

export const cannedResponseSchema = z
  .object({
    id: z.int(),
    account_id: z.int(),
    short_code: z.string().describe('What calls it up'),
    content: z.string(),
    created_at: isoMillisSchema,
    updated_at: isoMillisSchema,
  })
  .meta({ id: 'CannedResponse', description: 'A text that is said often' })

export const cannedResponseListSchema = z.array(cannedResponseSchema)

/** A canned response. */
export const presentCannedResponse = (
  response: CannedResponse,
  accountNumber: number,
): z.output<typeof cannedResponseSchema> => ({
  id: response.number,
  account_id: accountNumber,
  short_code: response.shortCode,
  content: response.content,
  created_at: isoMillis(response.createdAt),
  updated_at: isoMillis(response.updatedAt),
})

export const cannedResponseQuerySchema = z.object({
  search: text.describe('Only those that have the text, best first: a short code that begins with it'),
})

const fields = { short_code: text.describe('Unique in the account'), content: text }

export const createCannedResponseSchema = z
  .object(fields)
  .meta({ id: 'CreateCannedResponse', description: 'A text to keep' })

export const updateCannedResponseSchema = z
  .object(fields)
  .meta({ id: 'UpdateCannedResponse', description: 'What is to change of a canned response' })

const orEmpty = (value: string | null | undefined): string | undefined => (value === null ? '' : value)

/** What the engine is asked for. */
export const toCannedResponseChanges = (
  input: z.output<typeof updateCannedResponseSchema>,
): CannedResponseChanges => ({ shortCode: orEmpty(input.short_code), content: orEmpty(input.content) })
