import {
  createPublicMessageSchema,
  pathNumber,
  presentPublicMessage,
  presentPublicMessages,
  publicMessageListSchema,
  publicMessageQuerySchema,
  publicMessageSchema,
  submitValuesSchema,
  toPublicMessageInput,
  toPublicWindow,
  toSubmission,
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
    files: ['attachments'],
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

const submit = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{message_id}`,
    operationId: 'submitValues',
    summary: 'Answer a message that asks for something',
    description: 'Fields of a form, a choice, or how satisfied the contact is; the latter for 14 days.',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'messages:write',
    params: params.extend({ message_id: pathNumber }),
    body: submitValuesSchema,
    reply: publicMessageSchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'message/not-found',
      'assignment/released',
      'survey/closed',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body }) => {
    const place = { conversationNumber: params.conversation_id, messageNumber: params.message_id }
    return shown(
      await engine.messages.submit(caller.principal, place, toSubmission(body)),
      ({ sent, ...at }) => presentPublicMessage(sent, at),
    )
  },
)

/** The busiest route of all comes first. */
export const publicMessageRoutes = [create, list, submit]
