import {
  conversationSchema,
  pathNumber,
  presentConversation,
  presentToggledStatus,
  startConversationSchema,
  toggledStatusSchema,
  toggleStatusSchema,
  toOpening,
  toStartInput,
  toStatusChange,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { anyoneDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations'

const params = z.object({ conversation_id: pathNumber })

const start = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'startConversation',
    summary: 'Start a conversation',
    description:
      'With a contact in an inbox, or at an address alone. An inbox that is locked to a single conversation answers the one there is.',
    tag: 'Conversations',
    door: anyoneDoor,
    operation: 'conversations:start',
    body: startConversationSchema,
    files: ['message[attachments]'],
    reply: conversationSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'contact/not-found',
      'contact-point/not-found',
      'contact-point/source-id-taken',
      'conversation/not-found',
      'member/not-found',
      'assignment/released',
      'message/too-many',
      'message/incoming-not-taken',
      'file/not-kept',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options, now }) =>
    shown(
      await engine.messages.startConversation(caller.principal, toStartInput(body), toOpening(body), options),
      (state) => presentConversation(state, now, caller.principal),
    ),
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{conversation_id}`,
    operationId: 'getConversation',
    summary: 'A conversation',
    tag: 'Conversations',
    door: anyoneDoor,
    operation: 'conversations:read',
    params,
    reply: conversationSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params, now }) =>
    shown(await engine.conversations.get(caller.principal, params.conversation_id), (state) =>
      presentConversation(state, now, caller.principal),
    ),
)

const toggleStatus = route(
  {
    methods: ['post'],
    path: `${PATH}/{conversation_id}/toggle_status`,
    operationId: 'toggleConversationStatus',
    summary: 'Open, resolve, snooze or park a conversation',
    description: 'An agent who opens one that nobody holds becomes its holder.',
    tag: 'Conversations',
    door: anyoneDoor,
    operation: 'conversations:change-status',
    params,
    body: toggleStatusSchema,
    reply: toggledStatusSchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'assignment/released',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.conversations.changeStatus(
        caller.principal,
        params.conversation_id,
        toStatusChange(body),
        options,
      ),
      presentToggledStatus,
    ),
)

/** What members do with one conversation. */
export const conversationRoutes = [start, show, toggleStatus]
