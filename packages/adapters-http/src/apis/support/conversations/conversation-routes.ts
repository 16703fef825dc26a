import {
  openSupportConversationSchema,
  presentSupportConversation,
  requesterQuerySchema,
  supportConversationListSchema,
  supportConversationSchema,
  supportListQuerySchema,
  toSupportRequest,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { keyDoor } from '../kernel/doors.ts'
import { conversationId, speakingFor } from '../kernel/speaking-for.ts'
import { pagesAround } from './pages-around.ts'

const PATH = '/api/v1/conversations'

const params = z.object({ id: conversationId })

const open = route(
  {
    methods: ['post'],
    path: `${PATH}/create`,
    operationId: 'openSupportConversation',
    summary: 'Open a conversation',
    tag: 'Conversations',
    door: keyDoor,
    operation: 'conversations:start',
    body: openSupportConversationSchema,
    reply: supportConversationSchema,
    status: 201,
    errors: [
      'access/forbidden',
      'assignment/released',
      'contact-point/source-id-taken',
      'contact/attribute-taken',
      'conversation/not-found',
      'idempotency/key-reused',
      'message/incoming-not-taken',
      'message/too-many',
      'validation/failed',
    ],
  },
  async ({ engine, caller: { principal }, body, options }) => {
    const standard = principal.type === 'client_key' ? 'web' : 'api'
    const opened = await engine.helpdesk.open(principal, toSupportRequest(body, standard), options)
    return shown(opened, presentSupportConversation)
  },
)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listSupportConversations',
    summary: 'The conversations, newest first',
    description:
      'A client key must name the requester. `count` is exact, except with `status` `resolved` or `closed` or for one requester: there it ends at 10,000.',
    tag: 'Conversations',
    door: keyDoor,
    operation: 'conversations:read',
    query: supportListQuerySchema,
    reply: supportConversationListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller: { principal }, query, server }) => {
    const { user_email: requesterEmail, status = null, limit, offset } = query
    const listed = await engine.helpdesk.list(principal, { requesterEmail, status, limit, offset })
    return shown(listed, ({ count, conversations }) => ({
      count,
      ...pagesAround(`${server}${PATH}/`, { user_email: requesterEmail, status }, { limit, offset, count }),
      results: conversations.map(presentSupportConversation),
    }))
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getSupportConversation',
    summary: 'A conversation',
    tag: 'Conversations',
    door: keyDoor,
    operation: 'conversations:read',
    params,
    query: requesterQuerySchema,
    reply: supportConversationSchema,
    errors: ['access/forbidden', 'assignment/released', 'conversation/not-found'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.helpdesk.get(speakingFor(caller, query.user_email), params.id),
      presentSupportConversation,
    ),
)

const resolve = route(
  {
    methods: ['post'],
    path: `${PATH}/{id}/resolve`,
    operationId: 'resolveSupportConversation',
    summary: 'Close a conversation',
    description: 'With a server key only. What the customer writes afterwards opens it again.',
    tag: 'Conversations',
    door: keyDoor,
    operation: 'conversations:change-status',
    params,
    reply: supportConversationSchema,
    errors: ['access/forbidden', 'assignment/released', 'conversation/not-found', 'idempotency/key-reused'],
  },
  async ({ engine, caller: { principal }, params, options }) =>
    shown(await engine.helpdesk.close(principal, params.id, options), presentSupportConversation),
)

/** Conversations with support. What is created is asked for before what has an id. */
export const conversationRoutes = [open, list, show, resolve]
