import {
  type AssigneeFilter,
  CONVERSATION_SORTS,
  type ConversationCounts,
  type ConversationList,
  type ConversationListRequest,
  type ConversationRequest,
  type ConversationSort,
  type MemberId,
  type Principal,
  SEARCHED_MESSAGES,
  SECOND,
  type Timestamp,
} from '@parlance/core'
import { z } from 'zod'
import { integer, text, texts } from '../../kernel/index.ts'
import { pageNumber, sentPage } from '../kernel/index.ts'
import { conversationStatusSchema } from '../push/index.ts'
import { conversationSchema, presentConversations } from './conversation.ts'

/** Conversations on a page; nobody can change it. */
export const CONVERSATIONS_PER_PAGE = 25

/** The most that a list of what changed lately holds: it has no pages. */
const MOST_UPDATED = 1_000

const TEN_YEARS = 10 * 366 * 24 * 60 * 60

/** The orders by the names that they have had. */
const SORTS: ReadonlyMap<string, ConversationSort> = new Map([
  ...CONVERSATION_SORTS.filter((sort) => sort !== 'unread_first').map((sort) => [sort, sort] as const),
  ['unread', 'unread_first'],
  ['latest', 'last_activity_at_desc'],
  ['sort_on_last_activity_at', 'last_activity_at_desc'],
  ['sort_on_created_at', 'created_at_asc'],
  ['sort_on_priority', 'priority_desc'],
  ['sort_on_waiting_since', 'waiting_since_asc'],
])

const orNothing = (value: unknown): unknown => (value === '' ? undefined : value)

const filters = {
  status: z
    .preprocess(orNothing, z.enum([...conversationStatusSchema.options, 'all']).optional())
    .optional()
    .describe('`open` when it is left out'),
  assignee_type: z
    .preprocess(orNothing, z.enum(['me', 'unassigned', 'assigned', 'all']).optional())
    .optional()
    .describe('`all` when it is left out'),
  inbox_id: integer,
  team_id: integer.describe('Only conversations that are left to this team'),
  source_id: text.describe("Only conversations of the contact's address"),
  updated_within: integer
    .pipe(z.int().min(0).max(TEN_YEARS).nullish())
    .optional()
    .describe('Only what had activity in so many seconds; then there are no pages'),
  labels: texts.describe('Only conversations with at least one of these labels'),
  q: text.describe(
    `Only conversations in which somebody said this, among the newest ${SEARCHED_MESSAGES} messages; of any status`,
  ),
  conversation_type: z
    .preprocess(orNothing, z.enum(['mention', 'participating', 'unattended']).optional())
    .optional()
    .describe(
      '`mention`: only those in which a note named the caller; `participating`: in which the caller takes part; `unattended`: that nobody answered yet, or whose contact waits',
    ),
}

export const conversationCountsQuerySchema = z.object(filters)

export const conversationListQuerySchema = z.object({
  ...filters,
  sort_by: z
    .string()
    .optional()
    .describe(
      `${[...SORTS.keys()].join(', ')}; \`last_activity_at_desc\` when it is left out, and for any other word`,
    ),
  page: sentPage,
})

type Filters = z.output<typeof conversationCountsQuerySchema>

const toSort = (name: string | undefined): ConversationSort =>
  SORTS.get(name ?? '') ?? 'last_activity_at_desc'

const toAssignee = (type: Filters['assignee_type'], me: MemberId): AssigneeFilter => {
  switch (type) {
    case 'me':
      return { type: 'member', id: me }
    case 'unassigned':
      return { type: 'nobody' }
    case 'assigned':
      return { type: 'anybody' }
    case 'all':
    case undefined:
      return { type: 'all' }
  }
}

/** What the engine is asked for. */
export const toConversationRequest = (query: Filters, now: Timestamp): ConversationRequest => ({
  status: query.status === 'all' || query.q?.trim() ? null : (query.status ?? 'open'),
  inboxNumber: query.inbox_id ?? null,
  teamNumber: query.team_id ?? null,
  sourceId: query.source_id || null,
  updatedSince: query.updated_within == null ? null : now - query.updated_within * SECOND,
  tags: query.labels?.length ? query.labels : null,
  text: query.q?.trim() || null,
  kind: query.conversation_type ?? null,
})

/** What the engine is asked for; `me` is the member who asks. */
export const toConversationListRequest = (
  query: z.output<typeof conversationListQuerySchema>,
  { me, now }: { readonly me: MemberId; readonly now: Timestamp },
): ConversationListRequest => ({
  ...toConversationRequest(query, now),
  assignee: toAssignee(query.assignee_type, me),
  sort: toSort(query.sort_by),
  ...(query.updated_within == null
    ? { page: pageNumber(query.page), perPage: CONVERSATIONS_PER_PAGE }
    : { page: 1, perPage: MOST_UPDATED }),
})

export const conversationCountsSchema = z
  .object({
    mine_count: z.int().describe('Held by the caller'),
    assigned_count: z.int().describe('Held by anybody'),
    unassigned_count: z.int().describe('Held by nobody'),
    all_count: z.int().describe('All of them'),
  })
  .meta({
    id: 'ConversationCounts',
    description: 'How many conversations match, whatever `assignee_type` and `page` say',
  })

export const conversationMetaSchema = z.object({ meta: conversationCountsSchema })

export const conversationListSchema = z
  .object({
    data: z.object({ meta: conversationCountsSchema, payload: z.array(conversationSchema) }),
  })
  .meta({ id: 'ConversationList', description: 'A page of conversations' })

/** The counts of a list. */
export const presentCounts = (counts: ConversationCounts): z.output<typeof conversationCountsSchema> => ({
  mine_count: counts.mine,
  assigned_count: counts.assigned,
  unassigned_count: counts.unassigned,
  all_count: counts.all,
})

/** A page of conversations. */
export const presentConversationList = (
  list: ConversationList,
  now: Timestamp,
  viewer: Principal,
): z.output<typeof conversationListSchema> => ({
  data: {
    meta: presentCounts(list.counts),
    payload: presentConversations(list.conversations, now, viewer),
  },
})
