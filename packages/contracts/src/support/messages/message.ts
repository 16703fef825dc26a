import type { Sender, SentMessage } from '@parlance/core'
import { z } from 'zod'
import { supportTime, supportTimeSchema } from '../kernel/index.ts'

export const SUPPORT_MESSAGE_TYPES = ['reply', 'note'] as const

export const supportMessageSchema = z
  .object({
    id: z.uuid().describe('Names the message'),
    sender_email: z.string().nullable().describe('Null for somebody anonymous, and for software'),
    body: z.string().describe('What was said'),
    message_type: z.enum(SUPPORT_MESSAGE_TYPES).describe('A note is never shown to a client key'),
    created_at: supportTimeSchema,
  })
  .meta({ id: 'SupportMessage', description: 'Something that was said in a conversation' })

export type SupportMessage = z.infer<typeof supportMessageSchema>

/** What a message is called here. */
export const supportMessageType = ({ message }: SentMessage): SupportMessage['message_type'] =>
  message.private ? 'note' : 'reply'

const emailOf = (sender: Sender | null): string | null => {
  switch (sender?.type) {
    case 'member':
      return sender.member.email
    case 'contact':
      return sender.contact.email
    default:
      return null
  }
}

/** A message as the support API shows it. */
export const presentSupportMessage = (sent: SentMessage): SupportMessage => ({
  id: sent.message.id,
  sender_email: emailOf(sent.sender),
  body: sent.message.content ?? '',
  message_type: supportMessageType(sent),
  created_at: supportTime(sent.message.createdAt),
})
