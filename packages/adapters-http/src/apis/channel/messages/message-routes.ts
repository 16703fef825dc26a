import {
  createMessageSchema,
  messageListSchema,
  messageQuerySchema,
  messageSchema,
  pathNumber,
  presentMessage,
  presentMessageList,
  toMessageInput,
  toMessageWindow,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, anyoneDoor } from '../kernel/doors.ts'
import { renderMessageCreation } from '../kernel/render.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages'

const params = z.object({ conversation_id: pathNumber })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listMessages',
    summary: 'A part of a conversation, oldest first',
    description:
      'The newest 20; with `before`, the 20 before it; with `after`, up to 100 after it; with both, up to 1,000 between.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:read',
    params,
    query: messageQuerySchema,
    reply: messageListSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.messages.list(caller.principal, params.conversation_id, toMessageWindow(query)),
      ({ state, messages }) => presentMessageList(state, messages),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createMessage',
    summary: 'Say something, or note something',
    tag: 'Messages',
    door: anyoneDoor,
    operation: 'messages:write',
    params,
    body: createMessageSchema,
    files: ['attachments'],
    reply: messageSchema,
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
    render: renderMessageCreation,
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.messages.post(caller.principal, params.conversation_id, toMessageInput(body), options),
      ({ sent, ...place }) => ({
        ...presentMessage(sent, place),
        ...(body.echo_id != null && { echo_id: body.echo_id }),
      }),
    ),
)

/** What members say and read. */
export const messageRoutes = [list, create]
