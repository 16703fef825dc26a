import type { ConversationState, SentMessage, StartInput } from '@parlance/core'
import { z } from 'zod'
import { freeObject } from '../../kernel/index.ts'
import { contactRowSchema, presentContactRow } from '../contacts/index.ts'
import { presentPublicMessages, publicMessageSchema } from '../messages/index.ts'
import { conversationStatusSchema, unixSecondsOrZero, unixSecondsSchema } from '../push/index.ts'

const secondsOrZero = unixSecondsSchema.describe('Unix time in seconds, 0 for never')

export const publicConversationSchema = z
  .object({
    id: z.int(),
    uuid: z.string(),
    inbox_id: z.int(),
    contact_last_seen_at: secondsOrZero,
    status: conversationStatusSchema,
    agent_last_seen_at: secondsOrZero,
    messages: z.array(publicMessageSchema).describe('The newest 20, oldest first'),
    contact: contactRowSchema,
  })
  .meta({ id: 'PublicConversation', description: 'A conversation, as the contact sees it' })

export const publicConversationListSchema = z
  .array(publicConversationSchema)
  .describe('Newest activity first, at most 100')

/** A conversation with its newest public messages, as the contact sees it. */
export const presentPublicConversation = (
  state: ConversationState,
  messages: readonly SentMessage[],
): z.output<typeof publicConversationSchema> => {
  const { conversation } = state
  return {
    id: conversation.number,
    uuid: conversation.id,
    inbox_id: state.inbox.number,
    contact_last_seen_at: unixSecondsOrZero(conversation.contactLastSeenAt),
    status: conversation.status,
    agent_last_seen_at: unixSecondsOrZero(conversation.agentLastSeenAt),
    messages: presentPublicMessages(state, messages),
    contact: presentContactRow(state.contact, state.organization.number),
  }
}

export const startPublicConversationSchema = z
  .object({ custom_attributes: freeObject })
  .meta({ id: 'StartPublicConversation', description: 'What a contact may say about a new conversation' })

/** What the engine is asked for. */
export const toPublicStart = (
  input: z.output<typeof startPublicConversationSchema>,
): Pick<StartInput, 'customAttributes'> => ({ customAttributes: input.custom_attributes ?? undefined })
