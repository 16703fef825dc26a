import type { Principal } from '../access/index.ts'
import { type GatewayFailed, type LineMedia, lineText, type SendStyle } from '../conversations/index.ts'
import {
  type Answer,
  answered,
  type CallOptions,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type MessageId,
  notHttpUrl,
  ok,
  once,
  type Result,
  type StoredFile,
  validationFailed,
} from '../kernel/index.ts'
import { mayReach, type ReachRefusal } from './connection-access.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { decideSent } from './decide-sent.ts'
import {
  type ConnectionKey,
  type FindError,
  type FoundConnection,
  findConnection,
} from './find-connection.ts'
import type { Turns } from './in-turn.ts'
import { type MessageOnLine, onLine } from './line-message.ts'

/** The most media that a message carries. */
export const MOST_MEDIA = 1

/** What an agent identity wants to say to a human: words, or something to look at, or both. */
export interface LineInput {
  readonly text: string | null
  readonly media: readonly LineMedia[]
  /** Files that are kept here and go out as that media: they are the message's from then on. */
  readonly files?: readonly StoredFile[] | undefined
  readonly sendStyle: SendStyle | null
}

export type OutboundError = FindError | ReachRefusal | GatewayFailed

/**
 * Says something on a connection's line, and answers once the gateway has taken it. Nothing is recorded of what it did not
 * take. With an idempotency key a repeated call sends the same message under the same id, and the gateway sends it once:
 * also where the process died between the two.
 */
export const sendOnLine =
  (ports: ConnectionPorts, turns: Turns) =>
  async (
    principal: Principal,
    key: ConnectionKey,
    input: LineInput,
    options: CallOptions = {},
  ): Promise<Answer<MessageOnLine, OutboundError | IdempotencyKeyReused>> => {
    const problems = inputProblems(input)
    if (problems.length > 0) return err(validationFailed(...problems))
    const found = await findConnection(ports, principal, key)
    if (!found.ok) return found
    const reserved = await reserve(ports, principal, options)
    if (!reserved.ok) return reserved
    const { id } = found.value.state.conversation
    return turns.take(id, () =>
      sendReserved(ports, principal, { found: found.value, input, options, messageId: reserved.value }),
    )
  }

const inputProblems = ({ text, media }: LineInput): readonly FieldProblem[] => [
  ...(text?.trim() || media.length > 0 ? [] : [{ field: 'text', problem: 'blank' } as const]),
  ...lineText('text', text),
  ...(media.length > MOST_MEDIA
    ? [{ field: 'mediaUrls', problem: 'too_long', limit: MOST_MEDIA } as const]
    : []),
  ...media.flatMap(({ url }) => notHttpUrl('mediaUrls', url)),
]

/** The id that the message will have: with a key, the same for every call with the key. */
const reserve = async (
  { unitOfWork, ids }: ConnectionPorts,
  { organizationId }: Principal,
  { idempotency: key }: CallOptions,
): Promise<Result<MessageId, IdempotencyKeyReused>> => {
  if (!key) return ok(ids.next())
  const own = { ...key, scope: `${key.scope} message-id` }
  const taken = await unitOfWork.run(organizationId, (tx) =>
    once(tx, own, async () => ok({ messageId: ids.next<'message'>() })),
  )
  return taken.ok ? ok(taken.value.messageId) : taken
}

interface Sending {
  readonly found: FoundConnection
  readonly input: LineInput
  readonly options: CallOptions
  readonly messageId: MessageId
}

const sendReserved = async (
  ports: ConnectionPorts,
  principal: Principal,
  { found, input, options, messageId }: Sending,
): Promise<Answer<MessageOnLine, OutboundError | IdempotencyKeyReused>> => {
  const { organizationId } = principal
  const earlier = options.idempotency
    ? await ports.conversationStore.message(organizationId, messageId)
    : null
  if (earlier) return answered(onLine(earlier, found.state), true)
  // Looked at again in its turn: what was asked before it may have changed the connection.
  const fresh = await findConnection(ports, principal, { conversationId: found.state.conversation.id })
  if (!fresh.ok) return fresh
  const open = mayReach(fresh.value.state, fresh.value)
  if (!open.ok) return open
  const { connection, assignmentId, remoteNumber } = open.value
  const { id: conversationId } = fresh.value.state.conversation
  const accepted = await gatewayOf(ports).send({
    organizationId,
    line: connection.line,
    remoteNumber,
    conversationId,
    messageId,
    text: input.text,
    mediaUrls: input.media.map(({ url }) => url),
    sendStyle: input.sendStyle,
  })
  if (!accepted.ok) return accepted
  const now = ports.clock.now()
  const { identity } = fresh.value
  const { externalId } = accepted.value
  return ports.conversationStore.change<MessageOnLine, never>(
    { organizationId, id: conversationId },
    {
      at: now,
      idempotency: options.idempotency,
      actor: () => ({ type: 'agent_identity', id: identity.id }),
      decide: (state) => decideSent(state, { ...input, identity, assignmentId, messageId, externalId, now }),
    },
  )
}

const NO_GATEWAY: GatewayFailed = { code: 'gateway/failed', reason: 'There is no gateway' }

/** The gateway, or one that takes nothing where none is. */
export const gatewayOf = ({ channelLines }: Pick<ConnectionPorts, 'channelLines'>) =>
  channelLines?.gateway ?? {
    send: async () => err(NO_GATEWAY),
    readReceipt: async () => err(NO_GATEWAY),
    typing: async () => err(NO_GATEWAY),
    reaction: async () => err(NO_GATEWAY),
  }
