import {
  CONVERSATIONS_PER_PAGE,
  conversationCountsQuerySchema,
  conversationListQuerySchema,
  conversationListSchema,
  conversationMetaSchema,
  filteredConversationsSchema,
  filterInputSchema,
  pageNumber,
  presentConversationList,
  presentCounts,
  presentFilteredConversations,
  presentUnreadCounts,
  sentPage,
  toConditions,
  toConversationListRequest,
  toConversationRequest,
  unreadCountsSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listConversations',
    summary: 'Conversations, 25 on a page',
    description: 'Agents see those of the inboxes that they are members of.',
    tag: 'Conversations',
    door: accountDoor,
    operation: 'conversations:read',
    query: conversationListQuerySchema,
    reply: conversationListSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller, query, now }) => {
    const request = toConversationListRequest(query, { me: caller.principal.member.id, now })
    return shown(await engine.conversations.list(caller.principal, request), (found) =>
      presentConversationList(found, now, caller.principal),
    )
  },
)

const counts = route(
  {
    methods: ['get'],
    path: `${PATH}/meta`,
    operationId: 'countConversations',
    summary: 'How many conversations there are',
    tag: 'Conversations',
    door: accountDoor,
    operation: 'conversations:read',
    limits: ['conversationsMeta'],
    query: conversationCountsQuerySchema,
    reply: conversationMetaSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller, query, now }) => {
    return shown(
      await engine.conversations.counts(caller.principal, toConversationRequest(query, now)),
      (found) => ({ meta: presentCounts(found) }),
    )
  },
)

const filter = route(
  {
    methods: ['post'],
    path: `${PATH}/filter`,
    operationId: 'filterConversations',
    summary: 'Conversations that pass conditions, newest activity first',
    description: '25 on a page. A key that is none of the standard ones is of a custom attribute.',
    tag: 'Conversations',
    door: accountDoor,
    operation: 'conversations:read',
    query: z.object({ page: sentPage }),
    body: filterInputSchema,
    reply: filteredConversationsSchema,
    errors: ['access/forbidden', 'filter/invalid'],
  },
  async ({ engine, caller, query, body, now }) => {
    const page = { page: pageNumber(query.page ?? body.page), perPage: CONVERSATIONS_PER_PAGE }
    const request = { conditions: toConditions(body), ...page }
    return shown(await engine.conversations.filter(caller.principal, request), (found) =>
      presentFilteredConversations(found, now, caller.principal),
    )
  },
)

const unread = route(
  {
    methods: ['get'],
    path: `${PATH}/unread_counts`,
    operationId: 'countUnreadConversations',
    summary: 'How many open conversations have messages that nobody has seen',
    tag: 'Conversations',
    door: accountDoor,
    operation: 'conversations:read',
    reply: unreadCountsSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.conversations.unread(caller.principal), presentUnreadCounts),
)

/** What members see of many conversations; before the routes of one, whose paths these would match. */
export const conversationListRoutes = [list, counts, filter, unread]
