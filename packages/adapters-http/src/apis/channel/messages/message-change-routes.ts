import {
  changeMessageSchema,
  messageSchema,
  pathNumber,
  presentMessage,
  toMessageStatus,
  translateMessageSchema,
  translationSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import type { Render } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import type { ChannelCode } from '../kernel/channel-errors.ts'
import { accountDoor } from '../kernel/doors.ts'
import { renderApplication } from '../kernel/render.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}'

const params = z.object({ conversation_id: pathNumber, message_id: pathNumber })

const placeOf = (parts: z.output<typeof params>) => ({
  conversationNumber: parts.conversation_id,
  messageNumber: parts.message_id,
})

const ERRORS = [
  'access/forbidden',
  'conversation/not-found',
  'message/not-found',
  'assignment/released',
  'idempotency/key-reused',
] as const

const change = route(
  {
    methods: ['patch', 'put'],
    path: PATH,
    operationId: 'changeMessage',
    summary: 'Tell what became of a message',
    description: 'A message that was read does not become delivered again; what is said cannot be changed.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:change',
    params,
    body: changeMessageSchema,
    reply: messageSchema,
    errors: [...ERRORS, 'message/status-not-taken'],
  },
  async ({ engine, caller, params, body }) =>
    shown(
      await engine.messages.changeStatus(caller.principal, placeOf(params), toMessageStatus(body)),
      ({ sent, ...place }) => presentMessage(sent, place),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: PATH,
    operationId: 'deleteMessage',
    summary: 'Take back what was said',
    description: 'That something was said stays, and what it was goes, attachments included.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:change',
    params,
    reply: messageSchema,
    errors: ERRORS,
  },
  async ({ engine, caller, params }) =>
    shown(await engine.messages.delete(caller.principal, placeOf(params)), ({ sent, ...place }) =>
      presentMessage(sent, place),
    ),
)

/** Sending again has always told that there is no such message as something wrong with what was sent. */
const renderRetry: Render<ChannelCode> = (problem) =>
  problem.kind === 'refusal' && problem.refusal.code === 'message/not-found'
    ? { status: 422, json: { error: "Couldn't find Message" } }
    : renderApplication(problem)

const retry = route(
  {
    methods: ['post'],
    path: `${PATH}/retry`,
    operationId: 'retryMessage',
    summary: 'Send a message again that failed',
    description: 'A message that did not fail is not sent twice: it is answered as it is.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:change',
    params,
    reply: messageSchema,
    errors: ERRORS,
    render: renderRetry,
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.messages.retry(caller.principal, placeOf(params), options), ({ sent, ...place }) =>
      presentMessage(sent, place),
    ),
)

const translate = route(
  {
    methods: ['post'],
    path: `${PATH}/translate`,
    operationId: 'translateMessage',
    summary: 'A message in another language',
    description: 'Refused: no translation service can be set up yet.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:read',
    params,
    body: translateMessageSchema,
    reply: translationSchema,
    errors: [...ERRORS, 'message/translation-unavailable'],
  },
  async ({ engine, caller, params }) => engine.messages.translate(caller.principal, placeOf(params)),
)

/** What members do to a message that is there. */
export const messageChangeRoutes = [change, remove, retry, translate]
