import type { ContactPointPrincipal } from '../access/index.ts'
import { isPhoneNumber } from '../contacts/index.ts'
import {
  type ConnectionOnLine,
  type ConversationState,
  isConnected,
  type LineMedia,
  lineOf,
  MESSAGE_LENGTH,
  type NotConnected,
  type TooManyMessages,
} from '../conversations/index.ts'
import {
  blank,
  type ConversationId,
  err,
  type FieldProblem,
  type IdempotencyKey,
  type MessageId,
  notHttpUrl,
  ok,
  type Result,
  SHORT_TEXT,
  type Timestamp,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import {
  decidePost,
  idsOfPost,
  MESSAGES_PER_MINUTE,
  type PostedMessage,
  type PostMessageError,
} from '../messages/index.ts'
import { answerCommand, type RouterAnswer } from './answer-command.ts'
import type { ChannelLines, ConnectionPorts } from './connection-ports.ts'
import { withMedia } from './decide-sent.ts'
import { identityOf, verdictOn } from './find-connection.ts'
import { carries, type GatewayCarrier } from './gateway-carrier.ts'
import { ROUTER_TEXTS } from './router-commands.ts'

/** What came in on a line. */
export interface InboundMessage {
  /** The line that it was sent to, and who sent it: both in E.164. */
  readonly line: string
  readonly from: string
  readonly text: string | null
  readonly media: readonly LineMedia[]
  /** What the provider knows it by: what comes twice under one is one. */
  readonly externalId: string
  /** When it was sent, as far as the provider knows; a hint that is kept with it. */
  readonly sentAt: Timestamp | null
}

/** What came of a text that came in. */
export interface Received extends RouterAnswer {
  readonly messageId?: MessageId
  readonly conversationId?: ConversationId
}

export type ReceiveError = ValidationFailed | TooManyMessages | NotConnected

/** The most media that a message brings. */
const MOST_INBOUND_MEDIA = 15

/**
 * Takes in what came on a line: a command to the router, or something said to the agent identity that the line connects the human
 * to. What comes twice is recorded once and answered the same.
 */
export const receive =
  (ports: ConnectionPorts) =>
  async (carrier: GatewayCarrier, input: InboundMessage): Promise<Result<Received, ReceiveError>> => {
    const problems = inboundProblems(ports.channelLines, input)
    if (problems.length > 0) return err(validationFailed(...problems))
    if (input.line === ports.channelLines?.router) {
      return ok(await answerCommand(ports)(carrier, input))
    }
    const found = await ports.connectionQueries.connectionOn(input.line, input.from)
    if (!found || !carries(carrier, found.organizationId)) return err(unconnected(ports, input))
    const organization = await ports.directory.organization(found.organizationId)
    if (organization?.status !== 'active') return err(unconnected(ports, input))
    return record(ports, found, input)
  }

const inboundProblems = (
  lines: ChannelLines | undefined,
  { line, from, text, media, externalId }: InboundMessage,
): readonly FieldProblem[] => [
  ...(lines && (line === lines.router || lines.pool.includes(line))
    ? []
    : [{ field: 'line', problem: 'not_included' } as const]),
  ...(isPhoneNumber(from) && !(lines && (from === lines.router || lines.pool.includes(from)))
    ? []
    : [{ field: 'from', problem: 'invalid', expected: 'the phone number of a human, in E.164' } as const]),
  ...blank('externalId', externalId),
  ...tooLong('externalId', externalId, SHORT_TEXT),
  ...(media.length > 0 ? [] : blank('text', text)),
  ...tooLong('text', text, MESSAGE_LENGTH),
  ...(media.length > MOST_INBOUND_MEDIA
    ? [{ field: 'media', problem: 'too_long', limit: MOST_INBOUND_MEDIA } as const]
    : []),
  ...media.flatMap(({ url }) => notHttpUrl('media', url)),
]

const unconnected = ({ channelLines }: ConnectionPorts, { line }: InboundMessage): NotConnected => ({
  code: 'connection/not-connected',
  reply: { line, text: ROUTER_TEXTS.notConnected(channelLines?.router ?? '') },
})

/** What the provider calls it is what makes it one, whatever else of it is told another time. */
const onceOf = ({ externalId }: InboundMessage): IdempotencyKey => ({
  scope: 'gateway inbound',
  key: externalId,
  fingerprint: '',
})

interface Taken {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
}

const record = async (
  ports: ConnectionPorts,
  { organizationId, conversationId }: ConnectionOnLine,
  input: InboundMessage,
): Promise<Result<Received, ReceiveError>> => {
  const state = await ports.conversationQueries.find(organizationId, { id: conversationId })
  const identity = state && (await identityOf(ports, organizationId, state))
  const verdict = identity ? await verdictOn(ports, identity, input.from) : ({ allowed: true } as const)
  const decide = decideInbound(ports, input, !verdict.allowed)
  const taken = await ports.conversationStore.change<Taken, Refused>(
    { organizationId, id: conversationId },
    {
      at: decide.now,
      idempotency: onceOf(input),
      about: { sourceId: input.externalId },
      actor: ({ contact }) => ({ type: 'contact', id: contact.id }),
      decide: decide.rule,
    },
  )
  if (taken.ok) return ok(taken.value)
  const { error } = taken
  if (error.code === 'message/too-many' || error.code === 'validation/failed') return err(error)
  return err(unconnected(ports, input))
}

type Refused = PostMessageError

type Rule = Parameters<ConnectionPorts['conversationStore']['change']>[1]['decide']

/** The rule of what a human says: kept as the contact's own, unless the connection ended a moment ago or it is known already. */
const decideInbound = (ports: ConnectionPorts, input: InboundMessage, isBlocked: boolean) => {
  const { ids, clock, templates, messagesPerMinute: perMinute = MESSAGES_PER_MINUTE } = ports
  const now = clock.now()
  const made = idsOfPost(ids)
  const rule = (state: ConversationState, about: Parameters<Rule>[1]) => {
    const { connection, id: conversationId } = state.conversation
    if (about?.message.kind === 'incoming') {
      const { id: messageId } = about.message
      return ok({ facts: [], answer: () => ({ messageId, conversationId }) })
    }
    if (!isConnected(connection) || connection.line !== input.line)
      return err({ code: 'assignment/released' as const })
    const decided = decidePost(state, {
      principal: speaking(state, input),
      input: messageOf(input, { isBlocked, assignmentId: connection.assignmentId }),
      about: null,
      speaker: null,
      ids: made,
      templates,
      perMinute,
      now,
    })
    if (!decided.ok) return decided
    const { facts, answer } = decided.value
    return ok({
      facts,
      answer: (recorded: Parameters<typeof answer>[0]) => ({
        messageId: (answer(recorded) as PostedMessage).sent.message.id,
        conversationId,
      }),
    })
  }
  return { now, rule }
}

const speaking = (state: ConversationState, { from }: InboundMessage): ContactPointPrincipal => ({
  type: 'contact_point',
  organizationId: state.organization.id,
  inboxId: state.inbox.id,
  sourceId: from,
})

const messageOf = (
  { text, media, externalId, sentAt }: InboundMessage,
  line: {
    readonly isBlocked: boolean
    readonly assignmentId: NonNullable<ConversationState['assignment']>['id']
  },
) => ({
  kind: 'incoming' as const,
  private: false,
  content: text,
  contentType: 'text' as const,
  contentAttributes: {
    ...(sentAt !== null && { external_created_at: Math.floor(sentAt / 1_000) }),
    // For members, who see it in the inbox.
    ...(line.isBlocked && { is_blocked: true }),
  },
  sourceId: externalId,
  ...withMedia(media),
  line: lineOf('received', { ...line, media: media.length > 0 ? media : null, externalId }),
})
