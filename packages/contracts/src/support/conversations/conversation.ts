import {
  type Contact,
  type ConversationState,
  madeUpName,
  SUPPORT_CHANNELS,
  SUPPORT_PRIORITIES,
  SUPPORT_STATUSES,
  supportDetails,
  supportPriority,
  supportStatus,
} from '@parlance/core'
import { z } from 'zod'
import { supportTime, supportTimeSchema } from '../kernel/index.ts'

export const requesterSchema = z
  .object({
    email: z.string().nullable().describe('In lower case'),
    first_name: z.string().nullable().describe('Null when nobody said it'),
    last_name: z.string().nullable().describe('Null when nobody said it'),
  })
  .meta({ id: 'SupportRequester', description: 'Who asked; nothing but nulls for somebody anonymous' })

export const supportConversationSchema = z
  .object({
    id: z.uuid().describe('What paths name the conversation by'),
    number: z.int().describe('1, 2, 3 … in the organization'),
    subject: z.string().describe('What it is about'),
    status: z.enum(SUPPORT_STATUSES).describe('`closed` when it was resolved by this API'),
    priority: z.enum(SUPPORT_PRIORITIES).describe('How urgent it is'),
    channel: z.enum(SUPPORT_CHANNELS).describe('How the requester came'),
    metadata: z.record(z.string(), z.unknown()).describe('What it was opened with'),
    requester: requesterSchema,
    created_at: supportTimeSchema,
    updated_at: supportTimeSchema,
  })
  .meta({ id: 'SupportConversation', description: 'A conversation with support' })

export type SupportConversation = z.infer<typeof supportConversationSchema>

const presentRequester = (contact: Contact): z.infer<typeof requesterSchema> => ({
  email: contact.email,
  // A name that nobody gave is nothing that somebody said about itself.
  first_name: contact.name === '' || contact.name === madeUpName(contact.id) ? null : contact.name,
  last_name: contact.lastName === '' ? null : contact.lastName,
})

/** A conversation as the support API shows it. */
export const presentSupportConversation = ({
  conversation,
  contact,
}: ConversationState): SupportConversation => ({
  id: conversation.id,
  number: conversation.number,
  ...supportDetails(conversation),
  status: supportStatus(conversation),
  priority: supportPriority(conversation.priority),
  requester: presentRequester(contact),
  created_at: supportTime(conversation.createdAt),
  updated_at: supportTime(conversation.updatedAt),
})
