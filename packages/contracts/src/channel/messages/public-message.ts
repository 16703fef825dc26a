import type { ConversationState, MessageWindow, PostInput, SentMessage } from '@parlance/core'
import { z } from 'zod'
import { integer, text } from '../../kernel/index.ts'
import {
  attachmentsSchema,
  contentTypeSchema,
  freeObjectSchema,
  MESSAGE_TYPE_NUMBERS,
  messageTypeNumberSchema,
  presentAttachments,
  presentSender,
  senderPushSchema,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'
import { attachmentsInput, toFileInputs } from './attachments-input.ts'
import type { MessagePlace } from './message.ts'

export const publicMessageSchema = z
  .object({
    id: z.int(),
    content: z.string().nullable(),
    message_type: messageTypeNumberSchema,
    content_type: contentTypeSchema,
    content_attributes: freeObjectSchema,
    created_at: unixSecondsSchema,
    conversation_id: z.int(),
    attachments: attachmentsSchema.optional(),
    sender: senderPushSchema.optional().describe('Absent when nobody said it'),
  })
  .meta({ id: 'PublicMessage', description: 'A message, as the contact sees it' })

export type PublicMessage = z.output<typeof publicMessageSchema>

export const publicMessageListSchema = z.array(publicMessageSchema).describe('Oldest first')

/** A message, as the contact sees it. */
export const presentPublicMessage = (
  { message, sender }: SentMessage,
  { conversationNumber, organizationNumber }: Omit<MessagePlace, 'inboxNumber'>,
): PublicMessage => ({
  id: message.number,
  content: message.content,
  message_type: MESSAGE_TYPE_NUMBERS[message.kind],
  content_type: message.contentType,
  content_attributes: message.contentAttributes,
  created_at: unixSeconds(message.createdAt),
  conversation_id: conversationNumber,
  ...presentAttachments(message, organizationNumber),
  ...(sender && { sender: presentSender(sender) }),
})

/** A part of a conversation, as the contact sees it. */
export const presentPublicMessages = (
  { conversation, organization }: ConversationState,
  messages: readonly SentMessage[],
): PublicMessage[] => {
  const place = { conversationNumber: conversation.number, organizationNumber: organization.number }
  return messages.map((sent) => presentPublicMessage(sent, place))
}

export const publicMessageQuerySchema = z.object({
  before: integer.describe('Only messages with a smaller id'),
})

/** Messages on a page of the public API. */
export const PUBLIC_MESSAGES = 20

/** What the engine is asked for. */
export const toPublicWindow = ({
  before,
}: z.output<typeof publicMessageQuerySchema>): Omit<MessageWindow, 'publicOnly'> => ({
  before: before ?? null,
  after: null,
  includeAfter: false,
  limit: PUBLIC_MESSAGES,
})

export const createPublicMessageSchema = z
  .object({
    content: text.describe('At most 150,000 characters'),
    echo_id: text.describe('Taken, and not answered'),
    attachments: attachmentsInput,
  })
  .meta({ id: 'CreatePublicMessage', description: 'What a contact wants to say' })

/** What the engine is asked for. */
export const toPublicMessageInput = ({
  content,
  attachments,
}: z.output<typeof createPublicMessageSchema>): PostInput => ({
  kind: 'incoming',
  private: false,
  content: content ?? null,
  contentType: 'text',
  contentAttributes: {},
  sourceId: null,
  files: toFileInputs(attachments),
})
