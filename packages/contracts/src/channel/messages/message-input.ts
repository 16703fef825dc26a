import type { MessageWindow, PostInput } from '@parlance/core'
import { z } from 'zod'
import { flag, forgivingObject, freeObject, integer, text } from '../../kernel/index.ts'
import { contentTypeSchema } from '../push/index.ts'
import { attachmentsInput, toFileInputs } from './attachments-input.ts'

/** What is no number names nobody. */
const numberOrNothing = (value: unknown): unknown => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

const listed = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((address) => address.trim())
        .filter((address) => address !== '')
    : value

const addresses = z
  .preprocess(listed, z.array(z.string().max(255)).max(100).nullish())
  .optional()
  .describe('Addresses, also as a text with commas; kept among the content attributes')

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
    sender_type: text.describe('`AgentBot`, with `sender_id`: says it in the name of that bot'),
    sender_id: z.preprocess(numberOrNothing, z.int().nullish()).optional(),
    campaign_id: integer.describe('Kept among the additional attributes'),
    template_params: freeObject.describe(
      'A template of the channel: `name`, `category`, `language`, `processed_params`; kept among the additional attributes',
    ),
    to_emails: addresses,
    cc_emails: addresses,
    bcc_emails: addresses,
    attachments: attachmentsInput,
  })
  .meta({ id: 'CreateMessage', description: 'What is to be said' })

export type CreateMessage = z.output<typeof createMessageSchema>

/** What the engine is asked for. */
export const toMessageInput = (input: CreateMessage): PostInput => ({
  kind: input.message_type ?? 'outgoing',
  private: input.private ?? false,
  content: input.content ?? null,
  contentType: input.content_type ?? 'text',
  contentAttributes: {
    ...input.content_attributes,
    ...externalTime(input.external_created_at),
    ...recipientsOf(input),
  },
  additionalAttributes: {
    ...(input.campaign_id != null && { campaign_id: input.campaign_id }),
    ...(input.template_params && { template_params: input.template_params }),
  },
  sourceId: input.source_id || null,
  files: toFileInputs(input.attachments),
  speakerNumber: input.sender_type === 'AgentBot' ? (input.sender_id ?? null) : null,
})

const recipientsOf = ({ to_emails, cc_emails, bcc_emails }: CreateMessage) => ({
  ...(to_emails?.length && { to_emails }),
  ...(cc_emails?.length && { cc_emails }),
  ...(bcc_emails?.length && { bcc_emails }),
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
