import type { ConversationState, SentMessage } from '@parlance/core'
import { z } from 'zod'
import {
  attachmentsSchema,
  contactPushSchema,
  contentTypeSchema,
  freeObjectSchema,
  isoMillisOrNull,
  isoMillisSchema,
  MESSAGE_TYPE_NUMBERS,
  memberPushSchema,
  messageStatusSchema,
  messageTypeNumberSchema,
  presentAttachments,
  presentContactPush,
  presentMember,
  presentSender,
  senderPushSchema,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'

export const messageSchema = z
  .object({
    id: z.int(),
    content: z.string().nullable(),
    inbox_id: z.int(),
    echo_id: z
      .string()
      .optional()
      .describe('What the caller sent along, so that it knows its message again; in the answer to it only'),
    conversation_id: z.int(),
    message_type: messageTypeNumberSchema,
    content_type: contentTypeSchema,
    status: messageStatusSchema,
    content_attributes: freeObjectSchema,
    created_at: unixSecondsSchema,
    private: z.boolean(),
    source_id: z.string().nullable(),
    attachments: attachmentsSchema.optional(),
    sender: senderPushSchema.optional().describe('Absent when nobody said it'),
  })
  .meta({ id: 'Message', description: 'A message' })

export type MessageModel = z.output<typeof messageSchema>

/** Where a message is, in numbers. */
export interface MessagePlace {
  readonly conversationNumber: number
  readonly inboxNumber: number
  readonly organizationNumber: number
}

/** A message, to those who answer. */
export const presentMessage = (
  { message, sender }: SentMessage,
  { conversationNumber, inboxNumber, organizationNumber }: MessagePlace,
): MessageModel => ({
  id: message.number,
  content: message.content,
  inbox_id: inboxNumber,
  conversation_id: conversationNumber,
  message_type: MESSAGE_TYPE_NUMBERS[message.kind],
  content_type: message.contentType,
  status: message.status,
  content_attributes: message.contentAttributes,
  created_at: unixSeconds(message.createdAt),
  private: message.private,
  source_id: message.sourceId,
  ...presentAttachments(message, organizationNumber),
  ...(sender && { sender: presentSender(sender) }),
})

export const messageListSchema = z
  .object({
    meta: z.object({
      labels: z.array(z.string()),
      additional_attributes: freeObjectSchema,
      contact: contactPushSchema,
      assignee: memberPushSchema.optional().describe('Absent when nobody holds the conversation'),
      agent_last_seen_at: isoMillisSchema.nullable(),
      assignee_last_seen_at: isoMillisSchema.nullable(),
    }),
    payload: z.array(messageSchema).describe('Oldest first'),
  })
  .meta({ id: 'MessageList', description: 'A part of a conversation' })

/** A part of a conversation. */
export const presentMessageList = (
  state: ConversationState,
  messages: readonly SentMessage[],
): z.output<typeof messageListSchema> => {
  const { conversation, contact, assignee, inbox, organization } = state
  const place = {
    conversationNumber: conversation.number,
    inboxNumber: inbox.number,
    organizationNumber: organization.number,
  }
  return {
    meta: {
      labels: [...conversation.tags],
      additional_attributes: conversation.additionalAttributes,
      contact: presentContactPush(contact),
      ...(assignee && { assignee: presentMember(assignee) }),
      agent_last_seen_at: isoMillisOrNull(conversation.agentLastSeenAt),
      assignee_last_seen_at: isoMillisOrNull(conversation.assigneeLastSeenAt),
    },
    payload: messages.map((sent) => presentMessage(sent, place)),
  }
}
