import { z } from 'zod'

export const channelErrorSchema = z
  .object({
    error: z.string().describe('What is wrong'),
    code: z.string().optional().describe('`idempotency_key_reused`, where that is what is wrong'),
  })
  .meta({ id: 'ChannelError', description: 'Why a request was refused' })

export const channelSignInErrorSchema = z
  .object({ errors: z.array(z.string()).describe('What is wrong') })
  .meta({ id: 'ChannelSignInError', description: 'The answer to a request without credentials' })

export const channelValidationErrorSchema = z
  .object({
    message: z.string().describe('What is wrong with every attribute at fault, in words'),
    attributes: z.array(z.string()).describe('The attributes at fault'),
    contact_id: z.int().optional().describe('The contact that has the value already'),
  })
  .meta({ id: 'ChannelValidationError', description: 'What is wrong with what was sent' })

export const channelMessageErrorSchema = channelErrorSchema
  .extend(channelValidationErrorSchema.omit({ contact_id: true }).partial().shape)
  .meta({ id: 'ChannelMessageError', description: 'Why a message was refused' })

export const publicErrorSchema = z
  .object({
    status: z.int().describe('The status of the answer'),
    error: z.string().describe('The words that go with the status'),
  })
  .meta({ id: 'PublicError', description: 'Why a request was refused' })

export const publicValidationErrorSchema = channelValidationErrorSchema
  .omit({ contact_id: true })
  .extend({
    error: z.string().optional().describe('The same as `message`, where it is told'),
    code: z.string().optional().describe('`idempotency_key_reused`, where that is what is wrong'),
  })
  .meta({ id: 'PublicValidationError', description: 'What is wrong with what was sent' })
