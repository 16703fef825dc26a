import {
  imessageReactionParamsSchema,
  imessageReactionSchema,
  markedReadSchema,
  ofConversationSchema,
  presentImessageReaction,
  sendImessageReactionSchema,
  typingShownSchema,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const ACTING = {
  methods: ['post'],
  door: agentMessagingDoor,
  operation: 'connections:act',
} as const

const REFUSED = [
  'access/forbidden',
  'agent-identity/not-enabled',
  'agent-identity/not-found',
  'assignment/released',
  'connection/no-inbound-yet',
  'connection/unknown-recipient',
  'contact/blocked-by-rule',
  'conversation/not-found',
  'gateway/failed',
  'validation/failed',
] as const

const markRead = route(
  {
    ...ACTING,
    path: '/api/v1/imessage/mark-read',
    operationId: 'markImessageConversationRead',
    summary: 'Show the human that its messages were read',
    description: 'A receipt goes out whether or not anything was unread.',
    tag: 'Conversations',
    body: ofConversationSchema,
    reply: markedReadSchema,
    errors: REFUSED,
  },
  async ({ engine, caller, body: { conversation_id } }) =>
    shown(
      await engine.connections.markRead(caller.principal, { conversationId: conversation_id }),
      ({ updatedCount }) => ({ conversation_id, updated_count: updatedCount }),
    ),
)

const type = route(
  {
    ...ACTING,
    path: '/api/v1/imessage/typing',
    operationId: 'sendImessageTyping',
    summary: 'Show the human that somebody writes',
    description:
      'Until the next message, or for as long as the device shows it. What an answer overtook is not shown.',
    tag: 'Conversations',
    body: ofConversationSchema,
    reply: typingShownSchema,
    errors: REFUSED,
  },
  async ({ engine, caller, body: { conversation_id } }) =>
    shown(
      await engine.connections.type(caller.principal, { conversationId: conversation_id }),
      () => ({ status: 'sent' }) as const,
    ),
)

const react = route(
  {
    ...ACTING,
    path: '/api/v1/imessage/reactions',
    operationId: 'sendImessageReaction',
    summary: 'Tap back on a message',
    description:
      "On the human's, or on one of the identity's own. One that is there on the same part is replaced.",
    tag: 'Messages',
    body: sendImessageReactionSchema,
    reply: imessageReactionSchema,
    status: 201,
    errors: [...REFUSED, 'connection/target-not-ready', 'message/not-found', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) => {
    const input = { messageId: body.message_id, reaction: body.reaction, partIndex: body.part_index }
    return shown(await engine.connections.tapBack(caller.principal, input, options), ({ reaction, target }) =>
      presentImessageReaction(reaction, {
        message: target.sent.message,
        remoteNumber: target.remoteNumber,
      }),
    )
  },
)

const takeOff = route(
  {
    ...ACTING,
    methods: ['delete'],
    path: '/api/v1/imessage/reactions/{reaction_id}',
    operationId: 'removeImessageReaction',
    summary: 'Take a tapback off again',
    description: "One of the identity's own. One that is gone already stays gone.",
    tag: 'Messages',
    params: imessageReactionParamsSchema,
    reply: 'empty',
    status: 204,
    errors: [...REFUSED, 'message/not-found'],
  },
  async ({ engine, caller, params }) =>
    engine.connections.takeTapbackOff(caller.principal, params.reaction_id),
)

/** What the human notices without anything being said. */
export const attentionRoutes = [markRead, type, react, takeOff]
