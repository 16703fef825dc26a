import {
  gatewayReceivedSchema,
  gatewayToldSchema,
  type Inbound,
  type InboundReactionBody,
  inboundReactionSchema,
  inboundSchema,
  lineStatusSchema,
  loopbackSchema,
  presentCarriedOut,
  presentReceived,
} from '@parlance/contracts'
import { err, type InboundMessage, type InboundReaction, ok, validationFailed } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { gatewayDoor } from '../kernel/doors.ts'

const TAG = 'Gateway'

const toInbound = ({ line, from, text, media, external_id, sent_at }: Inbound): InboundMessage => ({
  line,
  from,
  text: text ?? null,
  media: (media ?? []).map(({ url, content_type, size }) => ({
    url,
    contentType: content_type ?? null,
    size: size ?? null,
  })),
  externalId: external_id,
  sentAt: sent_at == null ? null : Date.parse(sent_at),
})

const inbound = route(
  {
    methods: ['post'],
    path: '/gateway/imessage/inbound',
    operationId: 'receiveInbound',
    summary: 'Bring what a human sent to a line',
    description:
      'A text to the router is a command: `connect @handle`, `disconnect @handle`, `list` or `help`. Anything that is sent to a line of the pool goes to the agent identity that the line connects the human to. What comes twice under one `external_id` is recorded once and answered the same. 202 says that it is recorded, or carried out. 404 says that it is not: the line carries no connection of that human, and `reply` says what to answer it.',
    tag: TAG,
    door: gatewayDoor,
    body: inboundSchema,
    reply: gatewayReceivedSchema,
    status: 202,
    errors: ['validation/failed', 'message/too-many', 'connection/not-connected'],
  },
  async ({ engine, caller, body }) =>
    shown(await engine.connections.receive(caller.carrier, toInbound(body)), presentReceived),
)

const status = route(
  {
    methods: ['post'],
    path: '/gateway/imessage/status',
    operationId: 'tellLineStatus',
    summary: 'Tell how far a message is that went out',
    description:
      'Names it by `message_id`, or by the `external_id` that the provider gave it. A message never goes back: what is told late, or twice, changes nothing.',
    tag: TAG,
    door: gatewayDoor,
    body: lineStatusSchema,
    reply: gatewayToldSchema,
    status: 202,
    errors: ['validation/failed', 'message/not-found'],
  },
  async ({ engine, caller, body }) => {
    const reference = body.message_id || body.external_id
    if (!reference) {
      const expected = 'there, or external_id'
      return err(validationFailed({ field: 'messageId', problem: 'invalid', expected }))
    }
    const { code, message, reason, detail } = body.error ?? {}
    const error = body.error && {
      code: code ?? null,
      message: message ?? null,
      reason: reason ?? null,
      detail: detail ?? null,
    }
    const report = { reference, status: body.status, error: error ?? null }
    return shown(await engine.connections.deliveryStatus(caller.carrier, report), presentTold)
  },
)

const presentTold = ({ messageId }: { readonly messageId: string }) => ({
  recorded: true as const,
  message_id: messageId,
})

const toReaction = (body: InboundReactionBody): InboundReaction => ({
  reference: body.message_id,
  from: body.from,
  reaction: body.reaction,
  customEmoji: body.custom_emoji ?? null,
  partIndex: body.part_index ?? 0,
  removed: body.removed ?? false,
})

const reactions = route(
  {
    methods: ['post'],
    path: '/gateway/imessage/reactions',
    operationId: 'receiveReaction',
    summary: 'Bring a tapback of a human, or that it is gone',
    description: 'A sender has one live tapback on a part of a message: a new one replaces it.',
    tag: TAG,
    door: gatewayDoor,
    body: inboundReactionSchema,
    reply: gatewayToldSchema,
    status: 202,
    errors: ['validation/failed', 'message/not-found'],
  },
  async ({ engine, caller, body }) =>
    shown(await engine.connections.receiveReaction(caller.carrier, toReaction(body)), presentTold),
)

const loopback = route(
  {
    methods: ['get'],
    path: '/gateway/imessage/loopback',
    operationId: 'listLoopback',
    summary: 'What went out, where no gateway is configured',
    description: 'The last 1,000, oldest first, as a provider would have been told them. Kept in memory.',
    tag: TAG,
    door: gatewayDoor,
    reply: loopbackSchema,
    errors: ['gateway/has-outside'],
  },
  async ({ engine, caller }) => {
    const carried = engine.connections.loopback(caller.carrier)
    return carried ? ok(carried.map(presentCarriedOut)) : err({ code: 'gateway/has-outside' })
  },
)

/** What the provider of the lines calls. */
export const inboundRoutes = [inbound, status, reactions, loopback]
