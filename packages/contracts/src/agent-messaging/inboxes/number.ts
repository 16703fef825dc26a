import { z } from 'zod'

export const imessageNumberSchema = z
  .object({
    id: z.uuid().describe('The id of the number'),
    number: z.string().describe('The number, in E.164'),
    type: z.enum(['dedicated_inbound', 'dedicated_outbound']).describe('What it is for'),
    status: z.enum(['active', 'paused']).describe('Whether it is in use'),
    agent_identity_id: z.uuid().nullable().describe('The identity that has it; null for none'),
    agent_handle: z.string().nullable().describe('The handle of the identity that has it; null for none'),
  })
  .meta({ id: 'ImessageNumber', description: 'A number that belongs to one identity alone' })

export const imessageNumberListSchema = z.array(imessageNumberSchema)

export const claimImessageNumberSchema = z
  .object({
    type: z
      .enum(['dedicated_inbound', 'dedicated_outbound'])
      .optional()
      .describe('What the number is to be for'),
  })
  .meta({ id: 'ClaimImessageNumber', description: 'A number to be claimed' })
