import {
  postSupportMessageSchema,
  presentSupportMessage,
  supportMessageListSchema,
  supportMessageSchema,
  supportMessagesQuerySchema,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { keyDoor } from '../kernel/doors.ts'
import { conversationId, speakingFor } from '../kernel/speaking-for.ts'

const PATH = '/api/v1/conversations/{id}/messages'

const params = z.object({ id: conversationId })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listSupportMessages',
    summary: 'What was said, oldest first',
    description: 'Notes are shown to a server key only.',
    tag: 'Messages',
    door: keyDoor,
    operation: 'messages:read',
    params,
    query: supportMessagesQuerySchema,
    reply: supportMessageListSchema,
    errors: ['access/forbidden', 'assignment/released', 'conversation/not-found'],
  },
  async ({ engine, caller, params, query: { user_email, limit, offset } }) => {
    const principal = speakingFor(caller, user_email)
    return shown(
      await engine.helpdesk.messages(principal, params.id, { limit, offset }),
      ({ count, messages }) => ({ count, results: messages.map(presentSupportMessage) }),
    )
  },
)

const post = route(
  {
    methods: ['post'],
    path: `${PATH}/create`,
    operationId: 'postSupportMessage',
    summary: 'Say something',
    description:
      'The address of a member answers as that agent, with a server key only. A customer’s message opens a conversation that was resolved or closed.',
    tag: 'Messages',
    door: keyDoor,
    operation: 'messages:write',
    params,
    body: postSupportMessageSchema,
    reply: supportMessageSchema,
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
  async ({ engine, caller: { principal }, params, body, options }) =>
    shown(
      await engine.helpdesk.post(
        principal,
        params.id,
        { body: body.body, userEmail: body.user_email },
        options,
      ),
      ({ sent }) => presentSupportMessage(sent),
    ),
)

/** What is said in conversations with support. */
export const messageRoutes = [list, post]
