import type { ContactView, ConversationState, FoundMessage } from '@parlance/core'
import { z } from 'zod'
import { presentRole } from '../access/index.ts'
import {
  contentTypeSchema,
  freeObjectSchema,
  MESSAGE_TYPE_NUMBERS,
  messageTypeNumberSchema,
  presentSender,
  senderPushSchema,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'
import { foundInboxSchema, presentFoundInbox } from './search-query.ts'

const foundContactSchema = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  phone_number: z.string().nullable(),
  identifier: z.string().nullable(),
})

const foundMessageSchema = z.object({
  id: z.int(),
  content: z.string().nullable(),
  message_type: messageTypeNumberSchema,
  content_type: contentTypeSchema,
  source_id: z.string().nullable(),
  inbox_id: z.int(),
  conversation_id: z.int(),
  created_at: unixSecondsSchema,
  private: z.boolean(),
  sender: senderPushSchema.optional().describe('Absent when nobody said it'),
  inbox: foundInboxSchema,
})

const foundConversationSchema = z.object({
  id: z.int(),
  uuid: z.string(),
  account_id: z.int(),
  created_at: unixSecondsSchema,
  message: foundMessageSchema.nullable().describe('The newest one'),
  contact: foundContactSchema.describe('Who it is with'),
  inbox: foundInboxSchema,
  agent: z
    .object({
      id: z.int(),
      name: z.string(),
      available_name: z.string(),
      email: z.string(),
      role: z.enum(['agent', 'administrator']),
    })
    .nullable()
    .describe('The member who holds it; null for none'),
  additional_attributes: freeObjectSchema,
})

export const foundConversationsSchema = z
  .object({
    payload: z.object({ conversations: z.array(foundConversationSchema).describe('The conversations') }),
  })
  .meta({ id: 'FoundConversations', description: 'Conversations that were found' })

export const foundMessagesSchema = z
  .object({ payload: z.object({ messages: z.array(foundMessageSchema).describe('The messages') }) })
  .meta({ id: 'FoundMessages', description: 'Messages that were found' })

export const foundContactsSchema = z
  .object({ payload: z.object({ contacts: z.array(foundContactSchema).describe('The contacts') }) })
  .meta({ id: 'FoundContacts', description: 'Contacts that were found' })

export const foundEverythingSchema = z
  .object({
    payload: z.object({
      conversations: z.array(foundConversationSchema).describe('The conversations'),
      contacts: z.array(foundContactSchema).describe('The contacts'),
      messages: z.array(foundMessageSchema).describe('The messages'),
    }),
  })
  .meta({ id: 'FoundEverything', description: 'What was found, of each kind' })

export const presentFoundContact = ({
  contact,
}: Pick<ContactView, 'contact'>): z.output<typeof foundContactSchema> => ({
  id: contact.number,
  name: contact.name,
  email: contact.email,
  phone_number: contact.phoneNumber,
  identifier: contact.identifier,
})

export const presentFoundMessage = ({
  sent: { message, sender },
  state,
}: FoundMessage): z.output<typeof foundMessageSchema> => ({
  id: message.number,
  content: message.content,
  message_type: MESSAGE_TYPE_NUMBERS[message.kind],
  content_type: message.contentType,
  source_id: message.sourceId,
  inbox_id: state.inbox.number,
  conversation_id: state.conversation.number,
  created_at: unixSeconds(message.createdAt),
  private: message.private,
  ...(sender && { sender: presentSender(sender) }),
  inbox: presentFoundInbox(state),
})

export const presentFoundConversation = (
  state: ConversationState,
): z.output<typeof foundConversationSchema> => {
  const { conversation, contact, assignee, recent } = state
  return {
    id: conversation.number,
    uuid: conversation.id,
    account_id: state.organization.number,
    created_at: unixSeconds(conversation.createdAt),
    message: recent.last && presentFoundMessage({ sent: recent.last, state }),
    contact: presentFoundContact({ contact }),
    inbox: presentFoundInbox(state),
    agent: assignee && {
      id: assignee.number,
      name: assignee.name,
      available_name: assignee.displayName ?? assignee.name,
      email: assignee.email,
      role: presentRole(assignee.role),
    },
    additional_attributes: conversation.additionalAttributes,
  }
}
