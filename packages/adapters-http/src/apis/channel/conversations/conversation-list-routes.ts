import {
  conversationCountsQuerySchema,
  conversationListQuerySchema,
  conversationListSchema,
  conversationMetaSchema,
  presentConversationList,
  presentCounts,
  toConversationListRequest,
  toConversationRequest,
} from '@parlance/contracts'
import { err } from '@parlance/core'
import { NOT_FOUND } from '../../../kernel/problem.ts'
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
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, query, now }) => {
    if (query.team_id != null) return err(NOT_FOUND)
    const request = toConversationListRequest(query, { me: caller.principal.member.id, now })
    return shown(await engine.conversations.list(caller.principal, request), (found) =>
      presentConversationList(found, now),
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
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, query, now }) => {
    if (query.team_id != null) return err(NOT_FOUND)
    return shown(
      await engine.conversations.counts(caller.principal, toConversationRequest(query, now)),
      (found) => ({ meta: presentCounts(found) }),
    )
  },
)

/** What members see of many conversations; before the routes of one, whose paths these would match. */
export const conversationListRoutes = [list, counts]
