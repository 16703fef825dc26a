import type { ConversationId, ConversationList, SentMessage } from '@parlance/core'
import { z } from 'zod'
import {
  MESSAGE_TYPE_NUMBERS,
  messageTypeNumberSchema,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'
import { conversationCountsSchema, presentCounts } from './conversation-list.ts'
import { foundInboxSchema, presentFoundInbox } from './search-query.ts'

export const foundInConversationsSchema = z
  .object({
    meta: conversationCountsSchema,
    payload: z.array(
      z.object({
        id: z.int(),
        uuid: z.string(),
        created_at: unixSecondsSchema,
        contact: z.object({ id: z.int(), name: z.string() }).describe('Who it is with'),
        inbox: foundInboxSchema,
        messages: z
          .array(
            z.object({
              content: z.string().nullable(),
              id: z.int(),
              sender_name: z.string().nullable().describe('Who said it; null for nobody'),
              message_type: messageTypeNumberSchema,
              created_at: unixSecondsSchema,
            }),
          )
          .describe('What was said there with the text in it, newest first, 10 at most'),
        account_id: z.int(),
      }),
    ),
  })
  .meta({ id: 'FoundInConversations', description: 'Conversations in which something was said' })

const senderName = ({ sender }: SentMessage): string | null => {
  switch (sender?.type) {
    case undefined:
      return null
    case 'member':
      return sender.member.name
    case 'contact':
      return sender.contact.name
    case 'agent_identity':
      return sender.name
  }
}

/** Conversations with what was found in them. */
export const presentFoundInConversations = (
  { counts, conversations }: ConversationList,
  saying: ReadonlyMap<ConversationId, readonly SentMessage[]>,
): z.output<typeof foundInConversationsSchema> => ({
  meta: presentCounts(counts),
  payload: conversations.map((state) => ({
    id: state.conversation.number,
    uuid: state.conversation.id,
    created_at: unixSeconds(state.conversation.createdAt),
    contact: { id: state.contact.number, name: state.contact.name },
    inbox: presentFoundInbox(state),
    messages: (saying.get(state.conversation.id) ?? []).map((sent) => ({
      content: sent.message.content,
      id: sent.message.number,
      sender_name: senderName(sent),
      message_type: MESSAGE_TYPE_NUMBERS[sent.message.kind],
      created_at: unixSeconds(sent.message.createdAt),
    })),
    account_id: state.organization.number,
  })),
})
