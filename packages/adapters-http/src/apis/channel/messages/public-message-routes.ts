import {
  createPublicMessageSchema,
  pathNumber,
  presentPublicMessage,
  presentPublicMessages,
  publicMessageListSchema,
  publicMessageQuerySchema,
  publicMessageSchema,
  toPublicMessageInput,
  toPublicWindow,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { contactPointDoor } from '../kernel/doors.ts'

const PATH =
  '/public/api/v1/inboxes/{inbox_identifier}/contacts/{source_id}/conversations/{conversation_id}/messages'

const params = z.object({ conversation_id: pathNumber })

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createPublicMessage',
    summary: 'Say something as the contact',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'messages:write',
    params,
    body: createPublicMessageSchema,
    reply: publicMessageSchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'assignment/released',
      'validation/failed',
      'file/not-kept',
      'message/too-many',
      'message/incoming-not-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.messages.post(
        caller.principal,
        params.conversation_id,
        toPublicMessageInput(body),
        options,
      ),
      ({ sent, ...place }) => presentPublicMessage(sent, place),
    ),
)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listPublicMessages',
    summary: 'What the contact sees of a conversation',
    description: 'The newest 20, or with `before` the 20 before it; oldest first.',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'messages:read',
    params,
    query: publicMessageQuerySchema,
    reply: publicMessageListSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.messages.list(caller.principal, params.conversation_id, toPublicWindow(query)),
      ({ messages, state }) => presentPublicMessages(state, messages),
    ),
)

/** The busiest route of all comes first. */
export const publicMessageRoutes = [create, list]
