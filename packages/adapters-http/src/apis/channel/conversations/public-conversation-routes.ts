import {
  PUBLIC_MESSAGES,
  pathNumber,
  presentPublicConversation,
  publicConversationListSchema,
  publicConversationSchema,
  publicTypingSchema,
  startPublicConversationSchema,
  toPublicStart,
  toTyping,
} from '@parlance/contracts'
import type { ConversationState, Engine, Result } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { contactPointDoor } from '../kernel/doors.ts'

const PATH = '/public/api/v1/inboxes/{inbox_identifier}/contacts/{source_id}/conversations'

const params = z.object({ conversation_id: pathNumber })

const RESOLVED = { status: 'resolved' } as const

/** Conversations with their newest messages: one question for all of them. */
const presented = async (engine: Engine, states: readonly ConversationState[]) => {
  const [first] = states
  const ids = states.map(({ conversation }) => conversation.id)
  const messages = first
    ? await engine.messages.newestOf(first.organization.id, ids, PUBLIC_MESSAGES)
    : new Map()
  return states.map((state) => presentPublicConversation(state, messages.get(state.conversation.id) ?? []))
}

const one = async <E>(engine: Engine, result: Result<ConversationState, E>) => {
  if (!result.ok) return result
  const { conversation, organization } = result.value
  const messages = await engine.messages.newestOf(organization.id, [conversation.id], PUBLIC_MESSAGES)
  return { ...result, value: presentPublicConversation(result.value, messages.get(conversation.id) ?? []) }
}

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listPublicConversations',
    summary: "The contact's conversations",
    description: 'Those of this address; of a proven one, all of the contact.',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:read',
    reply: publicConversationListSchema,
    errors: ['access/forbidden', 'contact-point/not-found'],
  },
  async ({ engine, caller }) => {
    const found = await engine.conversations.ofCaller(caller.principal)
    return found.ok ? { ...found, value: await presented(engine, found.value) } : found
  },
)

const start = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'startPublicConversation',
    summary: 'Start a conversation',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:start',
    body: startPublicConversationSchema,
    reply: publicConversationSchema,
    errors: [
      'access/forbidden',
      'contact-point/not-found',
      'conversation/not-found',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) =>
    one(engine, await engine.conversations.startAsContact(caller.principal, toPublicStart(body), options)),
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{conversation_id}`,
    operationId: 'getPublicConversation',
    summary: 'A conversation of the contact',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:read',
    params,
    reply: publicConversationSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params }) =>
    one(engine, await engine.conversations.get(caller.principal, params.conversation_id)),
)

const resolve = route(
  {
    methods: ['post'],
    path: `${PATH}/{conversation_id}/toggle_status`,
    operationId: 'resolvePublicConversation',
    summary: 'Resolve a conversation',
    description: 'It only resolves: the next message of the contact opens the conversation again.',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:change-status',
    params,
    reply: publicConversationSchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'assignment/released',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, options }) => {
    const changed = await engine.conversations.changeStatus(
      caller.principal,
      params.conversation_id,
      RESOLVED,
      options,
    )
    return one(
      engine,
      shown(changed, ({ state }) => state),
    )
  },
)

const toggleTyping = route(
  {
    methods: ['post'],
    path: `${PATH}/{conversation_id}/toggle_typing`,
    operationId: 'togglePublicTyping',
    summary: 'Let others know that the contact begins, or ceases, to write',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:type',
    params,
    body: publicTypingSchema,
    reply: 'empty',
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released', 'idempotency/key-reused'],
  },
  async ({ engine, caller, params, body, options }) => {
    const { principal } = caller
    const typing = toTyping({ ...body, is_private: false })
    if (typing) return engine.conversations.type(principal, params.conversation_id, typing, options)
    const seen = await engine.conversations.get(principal, params.conversation_id)
    return shown(seen, () => null)
  },
)

const see = route(
  {
    methods: ['post'],
    path: `${PATH}/{conversation_id}/update_last_seen`,
    operationId: 'seePublicConversation',
    summary: 'Note that the contact looked at a conversation',
    description: 'What was said to it until then is read.',
    tag: 'Public API',
    door: contactPointDoor,
    operation: 'conversations:see',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released', 'idempotency/key-reused'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.conversations.see(caller.principal, params.conversation_id, options), () => null),
)

/** What contacts do with their conversations. */
export const publicConversationRoutes = [list, start, show, resolve, toggleTyping, see]
