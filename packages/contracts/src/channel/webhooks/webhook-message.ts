import {
  asksForRating,
  type ConversationState,
  type Message,
  type Sender,
  type SentMessage,
} from '@parlance/core'
import { z } from 'zod'
import { surveyUrl } from '../messages/survey-url.ts'
import {
  attachmentsSchema,
  contentTypeSchema,
  freeObjectSchema,
  isoMillis,
  isoMillisSchema,
  messageStatusSchema,
  presentAttachments,
} from '../push/index.ts'
import { presentWebhookAccount, webhookAccountSchema } from './account.ts'
import { changedAttributesSchema } from './changed-attributes.ts'
import { presentWebhookContact, webhookContactSchema } from './webhook-contact.ts'
import { type Moment, presentWebhookConversation, webhookConversationSchema } from './webhook-conversation.ts'

export const webhookSenderSchema = z
  .union([
    z.object({ id: z.int(), name: z.string(), email: z.string(), type: z.literal('user') }),
    z.object({ id: z.int(), name: z.string(), type: z.literal('agent_bot') }),
    webhookContactSchema,
  ])
  .nullable()
  .meta({ id: 'WebhookSender', description: 'Who said it; a contact is the one without a `type`' })

export const webhookMessageSchema = z
  .object({
    account: webhookAccountSchema,
    additional_attributes: freeObjectSchema,
    content_attributes: freeObjectSchema,
    content_type: contentTypeSchema,
    content: z.string().nullable(),
    conversation: webhookConversationSchema,
    created_at: isoMillisSchema,
    id: z.int(),
    inbox: z.object({ id: z.int(), name: z.string() }),
    message_type: z.enum(['incoming', 'outgoing', 'template']),
    private: z.boolean(),
    sender: webhookSenderSchema,
    source_id: z.string().nullable(),
    attachments: attachmentsSchema.optional(),
    status: messageStatusSchema,
    updated_at: isoMillisSchema,
    seq: z.int().describe("The event's place in its conversation: 1, 2, 3 … without a gap"),
  })
  .meta({ id: 'WebhookMessage', description: 'A message as it was just after the event' })

export type WebhookMessage = z.infer<typeof webhookMessageSchema>

export const messageCreatedBodySchema = webhookMessageSchema
  .extend({ event: z.literal('message_created') })
  .meta({ id: 'MessageCreatedWebhook', description: 'A message was recorded' })

export const messageUpdatedBodySchema = webhookMessageSchema
  .extend({ event: z.literal('message_updated'), changed_attributes: changedAttributesSchema })
  .meta({ id: 'MessageUpdatedWebhook', description: 'A message was changed' })

/** A message as webhook bodies carry it; null for an activity, which is not told. */
export const presentWebhookMessage = (
  sent: SentMessage,
  state: ConversationState,
  moment: Moment,
): WebhookMessage | null => {
  const { message, sender } = sent
  if (message.kind === 'activity') return null
  return {
    account: presentWebhookAccount(state.organization),
    additional_attributes: message.additionalAttributes,
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: contentOf(message),
    conversation: presentWebhookConversation(state, sent, moment),
    created_at: isoMillis(message.createdAt),
    id: message.number,
    inbox: { id: state.inbox.number, name: state.inbox.name },
    message_type: message.kind,
    private: message.private,
    sender: sender && presentWebhookSender(sender, state),
    source_id: message.sourceId,
    ...presentAttachments(message, state.organization.number),
    status: message.status,
    updated_at: isoMillis(message.updatedAt),
    seq: moment.seq,
  }
}

/** Who said or does something, as webhook bodies name them. */
export const presentWebhookSender = (
  sender: Sender,
  state: ConversationState,
): NonNullable<WebhookMessage['sender']> => {
  switch (sender.type) {
    case 'member':
      return {
        id: sender.member.number,
        name: sender.member.name,
        email: sender.member.email,
        type: 'user',
      }
    case 'contact':
      return presentWebhookContact(sender.contact, state.organization)
    case 'agent_identity':
      return { id: sender.number, name: sender.name, type: 'agent_bot' }
  }
}

/** What the channel shows: of a survey the question and where to answer it. */
const contentOf = (message: Message): string | null => {
  const { content, conversationId } = message
  if (asksForRating(message)) return [tidied(content ?? ''), surveyUrl(conversationId)].join(' ').trim()
  return content === null ? null : tidied(content)
}

/** Markdown's hard breaks as plain ones, and none at the end: channels show the text as it is. */
const tidied = (content: string): string => content.replaceAll('\\\n', '\n').replace(/\n+$/, '')
