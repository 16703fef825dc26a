import type { Conversation, ConversationState, Sender, SentMessage } from '@parlance/core'
import { z } from 'zod'
import { attachmentsSchema, presentAttachments } from './attachment.ts'
import {
  contentTypeSchema,
  freeObjectSchema,
  isoMillisSchema,
  MESSAGE_TYPE_NUMBERS,
  messageStatusSchema,
  messageTypeNumberSchema,
  unixSecondsSchema,
} from './enums.ts'
import { presentSender, senderPushSchema } from './sender.ts'
import { isoMillis, unixSeconds } from './time.ts'

export const pushMessageSchema = z
  .object({
    id: z.int(),
    content: z.string().nullable(),
    account_id: z.int(),
    inbox_id: z.int(),
    conversation_id: z.int(),
    message_type: messageTypeNumberSchema,
    created_at: unixSecondsSchema,
    updated_at: isoMillisSchema,
    private: z.boolean(),
    status: messageStatusSchema,
    source_id: z.string().nullable(),
    content_type: contentTypeSchema,
    content_attributes: freeObjectSchema,
    sender_type: z.enum(['Contact', 'User', 'AgentBot']).nullable(),
    sender_id: z.int().nullable(),
    external_source_ids: freeObjectSchema,
    additional_attributes: freeObjectSchema,
    processed_message_content: z.string().nullable(),
    sentiment: freeObjectSchema,
    conversation: z.object({
      assignee_id: z.int().nullable(),
      unread_count: z.int(),
      last_activity_at: unixSecondsSchema,
      contact_inbox: z.object({ source_id: z.string() }),
    }),
    attachments: attachmentsSchema.optional(),
    sender: senderPushSchema.optional().describe('Absent when nobody said it'),
  })
  .meta({ id: 'PushMessage', description: 'A message inside a conversation' })

export type PushMessage = z.infer<typeof pushMessageSchema>

/** The highest number of unread messages that the wire tells; beyond it, it tells this. */
export const MOST_UNREAD = 10

/** How many messages nobody has seen, as the wire tells it. */
export const presentUnreadCount = (conversation: Pick<Conversation, 'unreadCount'>): number =>
  Math.min(conversation.unreadCount, MOST_UNREAD)

/** A message as a conversation carries it; `state` is the conversation at the moment that is told about. */
export const presentPushMessage = (sent: SentMessage, state: ConversationState): PushMessage => {
  const { message, sender } = sent
  return {
    id: message.number,
    content: message.content,
    account_id: state.organization.number,
    inbox_id: state.inbox.number,
    conversation_id: state.conversation.number,
    message_type: MESSAGE_TYPE_NUMBERS[message.kind],
    created_at: unixSeconds(message.createdAt),
    updated_at: isoMillis(message.updatedAt),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    ...presentSenderRef(sender),
    external_source_ids: {},
    additional_attributes: message.additionalAttributes,
    processed_message_content: message.content,
    sentiment: {},
    conversation: presentPlace(state),
    ...presentAttachments(message, state.organization.number),
    ...(sender && { sender: presentSender(sender) }),
  }
}

const presentPlace = (state: ConversationState): PushMessage['conversation'] => ({
  assignee_id: state.assignee?.number ?? null,
  unread_count: presentUnreadCount(state.conversation),
  last_activity_at: unixSeconds(state.conversation.lastActivityAt),
  contact_inbox: { source_id: state.contactPoint.sourceId },
})

const presentSenderRef = (sender: Sender | null): Pick<PushMessage, 'sender_type' | 'sender_id'> => {
  switch (sender?.type) {
    case undefined:
      return { sender_type: null, sender_id: null }
    case 'member':
      return { sender_type: 'User', sender_id: sender.member.number }
    case 'contact':
      return { sender_type: 'Contact', sender_id: sender.contact.number }
    case 'agent_identity':
      return { sender_type: 'AgentBot', sender_id: sender.number }
  }
}
