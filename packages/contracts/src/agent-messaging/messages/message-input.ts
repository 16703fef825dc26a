import { LINE_TEXT_LENGTH, lineText, type MessageId, notHttpUrl, SEND_STYLES } from '@parlance/core'
import { z } from 'zod'
import { listImessageConversationsSchema, toImessagePage } from '../conversations/index.ts'
import { conversationId, identityId, queryFlag } from '../kernel/index.ts'

export const listImessageMessagesSchema = z.object({
  ...listImessageConversationsSchema.shape,
  conversation_id: conversationId.optional().describe('Only of this conversation'),
  is_read: queryFlag.describe('True: only what is marked as read; false: only what is not'),
})

/** What the engine is asked for. */
export const toImessageMessagesQuery = (query: z.output<typeof listImessageMessagesSchema>) => {
  const { narrowing, page } = toImessagePage(query)
  return {
    narrowing,
    query: { ...page, conversationId: query.conversation_id ?? null, isRead: query.is_read ?? null },
  }
}

export const messageIdSchema = z.guid().transform((id) => id.toLowerCase() as MessageId)

export const imessageMessageParamsSchema = z.object({
  message_id: messageIdSchema.describe('The id of the message'),
})

const orNothing = (value: unknown): unknown => (value === '' ? null : value)

export const sendImessageSchema = z
  .object({
    to: z
      .union([z.string().max(64), z.array(z.string().max(64)).min(1).max(8)])
      .nullish()
      .describe('Whom to write to, in E.164: somebody who is connected to the identity'),
    conversation_id: conversationId.nullish().describe('The conversation to write in, instead of `to`'),
    text: z
      .string()
      .refine(
        (text) => lineText('text', text).length === 0,
        `must have at most ${LINE_TEXT_LENGTH} characters`,
      )
      .nullish()
      .describe(`What to say, in at most ${LINE_TEXT_LENGTH} characters`),
    media_urls: z
      .array(
        z
          .string()
          .max(2_048)
          .refine(
            (url) => notHttpUrl('media_urls', url).length === 0,
            'must be an address that begins with https:// or http://',
          ),
      )
      .max(1)
      .nullish()
      .describe('Where a picture or another file can be fetched that goes with it: one at most'),
    send_style: z
      .preprocess(orNothing, z.enum(SEND_STYLES).nullish())
      .optional()
      .describe('How it is shown when it arrives'),
  })
  .superRefine((sent, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if ((sent.to == null) === (sent.conversation_id == null))
      issue('to', 'Send either `to` or `conversation_id`, and not both')
    if (new Set([sent.to ?? []].flat()).size > 1)
      issue('to', 'Groups are not offered here: send to one number at a time')
    if (!sent.text?.trim() && !sent.media_urls?.length) issue('text', 'Send `text`, `media_urls` or both')
  })
  .meta({ id: 'SendImessage', description: 'Something to say' })

/** What the engine is asked for. */
export const toImessage = (input: z.output<typeof sendImessageSchema>) => ({
  to: [input.to ?? []].flat()[0] ?? null,
  conversationId: input.conversation_id ?? null,
  text: input.text?.trim() ? input.text : null,
  mediaUrls: input.media_urls ?? [],
  sendStyle: input.send_style ?? null,
})

export const sendImessageQuerySchema = z.object({
  agent_identity_id: identityId
    .optional()
    .describe('The identity that says it: needed with `to`, unless the key is that of an identity'),
})
