import type { ConversationList, Principal, Timestamp, UnreadCounts } from '@parlance/core'
import { z } from 'zod'
import { conversationSchema, presentConversations } from './conversation.ts'
import { conversationCountsSchema, presentCounts } from './conversation-list.ts'

export const filteredConversationsSchema = z
  .object({ meta: conversationCountsSchema, payload: z.array(conversationSchema) })
  .meta({ id: 'FilteredConversations', description: 'A page of the conversations that pass a filter' })

/** A page of the conversations that pass a filter. */
export const presentFilteredConversations = (
  list: ConversationList,
  now: Timestamp,
  viewer: Principal,
): z.output<typeof filteredConversationsSchema> => ({
  meta: presentCounts(list.counts),
  payload: presentConversations(list.conversations, now, viewer),
})

export const unreadCountsSchema = z
  .object({
    payload: z.object({
      all_count: z.int().describe('All of them'),
      inboxes: z.record(z.string(), z.int()).describe('By the ids of the inboxes'),
      labels: z.record(z.string(), z.int()).describe('By the labels'),
      teams: z.record(z.string(), z.int()).describe('By the ids of the teams'),
    }),
  })
  .meta({ id: 'UnreadCounts', description: 'Open conversations with messages that nobody has seen' })

/** How many open conversations nobody has looked into since their contact wrote. */
export const presentUnreadCounts = (counts: UnreadCounts): z.output<typeof unreadCountsSchema> => ({
  payload: {
    all_count: counts.all,
    inboxes: Object.fromEntries(counts.inboxes),
    labels: Object.fromEntries(counts.tags),
    teams: Object.fromEntries(counts.teams),
  },
})
