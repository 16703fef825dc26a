import { z } from 'zod'

export const supportErrorSchema = z
  .object({ detail: z.string().describe('What is wrong') })
  .meta({ id: 'SupportError', description: 'Why the request was refused' })

export const supportValidationErrorSchema = z
  .object({
    detail: z.string().describe('What is wrong'),
    errors: z
      .record(z.string(), z.array(z.string()))
      .describe('What is wrong, by the field that it is about; `body` for the whole of it'),
  })
  .meta({ id: 'SupportValidationError', description: 'What was sent cannot be accepted' })

export type SupportValidationError = z.infer<typeof supportValidationErrorSchema>
