import {
  conversationSchema,
  pathNumber,
  presentConversation,
  toTyping,
  transcriptSchema,
  typingSchema,
} from '@parlance/contracts'
import { err, ok } from '@parlance/core'
import { z } from 'zod'
import type { RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, anyoneDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations/{conversation_id}'

const params = z.object({ conversation_id: pathNumber })

const common = { methods: ['post'], tag: 'Conversations', door: accountDoor, params } as const

const errors = [
  'access/forbidden',
  'conversation/not-found',
  'assignment/released',
  'idempotency/key-reused',
] as const

const see = route(
  {
    ...common,
    path: `${PATH}/update_last_seen`,
    operationId: 'seeConversation',
    summary: 'Note that the caller looked at a conversation',
    description: 'At once when there is something unread, otherwise once an hour at most.',
    operation: 'conversations:see',
    reply: conversationSchema,
    errors,
  },
  async ({ engine, caller, params, options, now }) =>
    shown(await engine.conversations.see(caller.principal, params.conversation_id, options), (state) =>
      presentConversation(state, now, caller.principal),
    ),
)

const unread = route(
  {
    ...common,
    path: `${PATH}/unread`,
    operationId: 'markConversationUnread',
    summary: "Make a conversation look as if nobody had seen the contact's newest message",
    operation: 'conversations:see',
    reply: conversationSchema,
    errors,
  },
  async ({ engine, caller, params, options, now }) =>
    shown(await engine.conversations.markUnread(caller.principal, params.conversation_id, options), (state) =>
      presentConversation(state, now, caller.principal),
    ),
)

const toggleTyping = route(
  {
    ...common,
    door: anyoneDoor,
    path: `${PATH}/toggle_typing_status`,
    operationId: 'toggleConversationTyping',
    summary: 'Let others know that the caller begins, or ceases, to write',
    operation: 'conversations:type',
    body: typingSchema,
    reply: 'empty',
    errors,
  },
  async ({ engine, caller, params, body, options }) => {
    const { principal } = caller
    const typing = toTyping(body)
    if (typing) return engine.conversations.type(principal, params.conversation_id, typing, options)
    const seen = await engine.conversations.get(principal, params.conversation_id)
    return shown(seen, () => null)
  },
)

const muting = (verb: 'mute' | 'unmute', summary: string) =>
  route(
    {
      ...common,
      path: `${PATH}/${verb}`,
      operationId: `${verb}Conversation`,
      summary,
      operation: 'conversations:mute',
      reply: 'empty',
      errors,
    },
    async ({ engine, caller, params, options }) =>
      shown(
        await engine.conversations.mute(caller.principal, params.conversation_id, verb === 'mute', options),
        () => null,
      ),
  )

const mute = muting('mute', 'Resolve a conversation and block its contact')
const unmute = muting('unmute', 'Let the contact of a conversation speak again')

const NO_EMAIL: RequestProblem = { kind: 'request', status: 422, text: 'email param missing' }

const transcript = route(
  {
    ...common,
    path: `${PATH}/transcript`,
    operationId: 'sendConversationTranscript',
    limits: ['transcript'],
    summary: 'Have the transcript of a conversation sent to an e-mail address',
    description: 'What the contact may see of it. It is sent in the background.',
    operation: 'conversations:send-transcript',
    body: transcriptSchema,
    reply: 'empty',
    errors: [...errors, 'validation/failed', 'mail/unavailable'],
  },
  async ({ engine, caller, params, body, options }) => {
    if (!body.email?.trim()) return err(NO_EMAIL)
    const asked = await engine.conversations.requestTranscript(
      caller.principal,
      params.conversation_id,
      body.email,
      options,
    )
    return shown(asked, () => null)
  },
)

const remove = route(
  {
    ...common,
    methods: ['delete'],
    path: PATH,
    operationId: 'deleteConversation',
    limits: ['conversationDelete'],
    summary: 'Remove a conversation with all that was said in it',
    operation: 'conversations:remove',
    reply: 'empty',
    errors,
  },
  async ({ engine, caller, params }) => {
    const removed = await engine.conversations.remove(caller.principal, params.conversation_id)
    return removed.ok ? ok(null) : removed
  },
)

/** What members do with one conversation besides writing in it. */
export const conversationMomentRoutes = [see, unread, toggleTyping, mute, unmute, transcript, remove]
