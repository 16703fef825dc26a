import { z } from 'zod'
import { emailQuery, listPart } from '../kernel/index.ts'
import { supportMessageSchema } from './message.ts'

/** The most messages that are told at once. */
export const MOST_SUPPORT_MESSAGES = 500

export const supportMessagesQuerySchema = z.object({
  user_email: emailQuery.describe('The requester; a client key reaches its conversation by naming it'),
  ...listPart({ standard: MOST_SUPPORT_MESSAGES, most: MOST_SUPPORT_MESSAGES }),
})

export const supportMessageListSchema = z
  .object({
    count: z.int().describe('All that the caller may see, on every page'),
    results: z.array(supportMessageSchema).describe('Oldest first'),
  })
  .meta({ id: 'SupportMessageList', description: 'What was said in a conversation' })

export const postSupportMessageSchema = z
  .object({
    body: z.string().describe('What to say'),
    user_email: z
      .string()
      .max(255)
      .describe('Who writes: a member answers as that agent, the requester and anybody else as a customer'),
  })
  .meta({ id: 'PostSupportMessage', description: 'Something to say' })
