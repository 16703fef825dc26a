import type { PostInput, StartInput, StatusChanged } from '@parlance/core'
import { z } from 'zod'
import { flag, freeObject, fromJsonText, instant, integer, text } from '../../kernel/index.ts'
import { createMessageSchema, toMessageInput } from '../messages/index.ts'
import { conversationStatusSchema, isoMillisOrNull, isoMillisSchema } from '../push/index.ts'

const orNothing = (value: unknown): unknown => (value === '' ? null : value)

const status = z.preprocess(orNothing, conversationStatusSchema.nullish()).optional()

export const startConversationSchema = z
  .object({
    source_id: text.describe("The contact's address; alone it tells contact and inbox"),
    inbox_id: integer,
    contact_id: integer.describe('With `inbox_id`: who the conversation is with'),
    additional_attributes: freeObject,
    custom_attributes: freeObject,
    status: status.describe('`open` when it is left out'),
    snoozed_until: instant.describe('Until when it is snoozed: Unix seconds, or ISO 8601'),
    assignee_id: integer.describe('The agent who is to hold it'),
    team_id: integer.describe('The team that it is left to; the id of none leaves it to nobody'),
    hmac_verified: flag.describe('Whether an address that is made for it counts as proven'),
    message: z
      .preprocess(fromJsonText, createMessageSchema.nullish())
      .optional()
      .describe(
        'What is said at once; in the one there is, where the inbox is locked to a single conversation',
      ),
  })
  .meta({ id: 'StartConversation', description: 'A conversation to start' })

/** What the engine is asked for. */
export const toStartInput = (input: z.output<typeof startConversationSchema>): StartInput => ({
  inboxNumber: input.inbox_id ?? null,
  contactNumber: input.contact_id ?? null,
  sourceId: input.source_id || null,
  status: input.status ?? undefined,
  snoozedUntil: input.snoozed_until,
  additionalAttributes: input.additional_attributes ?? undefined,
  customAttributes: input.custom_attributes ?? undefined,
  assigneeNumber: input.assignee_id,
  teamNumber: input.team_id,
  hmacVerified: input.hmac_verified ?? undefined,
})

/** What the engine is asked to say at once; null for nothing. */
export const toOpening = ({ message }: z.output<typeof startConversationSchema>): PostInput | null => {
  if (!message) return null
  const { content, attachments = [], content_type, content_attributes, template_params } = message
  const says =
    content?.trim() ||
    attachments.length > 0 ||
    template_params ||
    (content_type && content_type !== 'text') ||
    Object.keys(content_attributes ?? {}).length > 0
  return says ? toMessageInput(message) : null
}

export const toggleStatusSchema = z
  .object({
    status: status.describe('When it is left out, an open conversation is resolved and any other opened'),
    snoozed_until: instant.describe('Until when it is snoozed: Unix seconds'),
  })
  .meta({ id: 'ToggleStatus', description: 'What a conversation is to become' })

/** What the engine is asked for. */
export const toStatusChange = (input: z.output<typeof toggleStatusSchema>) => ({
  status: input.status ?? null,
  snoozedUntil: input.snoozed_until,
})

export const toggledStatusSchema = z
  .object({
    meta: z.object({}).describe('Always empty'),
    payload: z.object({
      success: z.boolean().nullable().describe('True; null when a bot handed the conversation over'),
      conversation_id: z.int(),
      current_status: conversationStatusSchema,
      snoozed_until: isoMillisSchema.nullable(),
    }),
  })
  .meta({ id: 'ToggledStatus', description: 'What a conversation became' })

/** What a conversation became. */
export const presentToggledStatus = ({
  state: { conversation },
  handedOff,
}: StatusChanged): z.output<typeof toggledStatusSchema> => ({
  meta: {},
  payload: {
    success: handedOff ? null : true,
    conversation_id: conversation.number,
    current_status: conversation.status,
    snoozed_until: isoMillisOrNull(conversation.snoozedUntil),
  },
})
