import type { MessageInput, MessageWindow } from '@parlance/core'
import { z } from 'zod'
import { flag, forgivingObject, integer, text, unsupported } from '../../kernel/index.ts'
import { contentTypeSchema } from '../push/index.ts'

const orNothing = (value: unknown): unknown => (value === '' ? null : value)

export const createMessageSchema = z
  .object({
    content: text.describe('At most 150,000 characters'),
    message_type: z
      .preprocess(orNothing, z.enum(['outgoing', 'incoming']).nullish())
      .optional()
      .describe('`outgoing` when it is left out'),
    private: flag.describe('true for a note, which the contact never sees'),
    content_type: z
      .preprocess(orNothing, contentTypeSchema.nullish())
      .optional()
      .describe('`text` when it is left out'),
    content_attributes: forgivingObject.describe('An object, or its JSON text'),
    source_id: text.describe('The id that the channel knows the message by; need not be unique'),
    echo_id: text.describe('Answered as it is, and not kept'),
    external_created_at: z.unknown().optional().describe('Kept among the content attributes'),
    attachments: unsupported,
  })
  .meta({ id: 'CreateMessage', description: 'What is to be said' })

export type CreateMessage = z.output<typeof createMessageSchema>

/** What the engine is asked for. */
export const toMessageInput = (input: CreateMessage): MessageInput => ({
  kind: input.message_type ?? 'outgoing',
  private: input.private ?? false,
  content: input.content ?? null,
  contentType: input.content_type ?? 'text',
  contentAttributes: { ...input.content_attributes, ...externalTime(input.external_created_at) },
  sourceId: input.source_id || null,
})

const externalTime = (value: unknown): { readonly external_created_at?: string | number } =>
  typeof value === 'string' || typeof value === 'number' ? { external_created_at: value } : {}

export const messageQuerySchema = z.object({
  before: integer.describe('Only messages with a smaller id'),
  after: integer.describe('Only messages with a greater id; with `before`, this id and greater ones'),
})

/** The newest 20; after an id, up to 100; between two, up to 1,000. */
export const toMessageWindow = ({
  before,
  after,
}: z.output<typeof messageQuerySchema>): Omit<MessageWindow, 'publicOnly'> => {
  const bounds = { before: before ?? null, after: after ?? null }
  if (bounds.after === null) return { ...bounds, includeAfter: false, limit: 20 }
  return bounds.before === null
    ? { ...bounds, includeAfter: false, limit: 100 }
    : { ...bounds, includeAfter: true, limit: 1_000 }
}
