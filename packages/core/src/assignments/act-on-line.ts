import type { Principal } from '../access/index.ts'
import {
  type MessageNotFound,
  REACTIONS,
  type ReactionKind,
  type TargetNotReady,
} from '../conversations/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type MessageId,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { mayReach } from './connection-access.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { decideRead } from './decide-read.ts'
import { decideTapback, type TapbackOnMessage } from './decide-tapback.ts'
import { decideShowTyping } from './decide-typing.ts'
import { type ConnectionKey, type FoundConnection, findConnection } from './find-connection.ts'
import type { Turns } from './in-turn.ts'
import { gatewayOf, type OutboundError } from './send-on-line.ts'

/** The most parts that a message is taken to have. */
const MOST_PARTS = 100

type ConversationOf = Extract<ConnectionKey, { readonly conversationId: unknown }>

/**
 * Shows the human that somebody writes. A call that an answer overtook shows nothing: it waits its turn behind what is being
 * sent, and looks under the lock whether something was said since it was asked for.
 */
export const typeOnLine =
  (ports: ConnectionPorts, turns: Turns) =>
  async (
    principal: Principal,
    key: ConversationOf,
  ): Promise<Result<{ readonly shown: boolean }, OutboundError>> => {
    const asked = await reachable(ports, principal, key)
    if (!asked.ok) return asked
    const askedAtSeq = asked.value.state.conversation.lastSeq
    return turns.take(key.conversationId, async () => {
      const found = await reachable(ports, principal, key)
      if (!found.ok) return found
      const { identity, open } = found.value
      const now = ports.clock.now()
      const decided = await ports.conversationStore.change<{ shown: boolean; seq: number }, never>(
        { organizationId: principal.organizationId, id: key.conversationId },
        {
          at: now,
          actor: () => ({ type: 'agent_identity', id: identity.id }),
          decide: (state) => decideShowTyping(state, { identity, askedAtSeq, now }),
        },
      )
      if (!decided.ok) return gone
      const { shown, seq } = decided.value
      if (!shown) return ok({ shown })
      const told = await gatewayOf(ports).typing({ ...addressOf(found.value, open), seq })
      return told.ok ? ok({ shown }) : told
    })
  }

const gone = err({ code: 'conversation/not-found' } as const)

type Reached = FoundConnection & { readonly open: OpenOf }
type OpenOf = Extract<ReturnType<typeof mayReach>, { readonly ok: true }>['value']

const reachable = async (
  ports: ConnectionPorts,
  principal: Principal,
  key: ConnectionKey,
): Promise<Result<Reached, OutboundError>> => {
  const found = await findConnection(ports, principal, key)
  if (!found.ok) return found
  const open = mayReach(found.value.state, found.value)
  return open.ok ? ok({ ...found.value, open: open.value }) : open
}

const addressOf = ({ state }: FoundConnection, { connection, remoteNumber }: OpenOf) => ({
  organizationId: state.organization.id,
  line: connection.line,
  remoteNumber,
  conversationId: state.conversation.id,
})

/** Sends a read receipt, and marks what the human said until then as read. The receipt goes out also when nothing was unread. */
export const markReadOnLine =
  (ports: ConnectionPorts) =>
  async (
    principal: Principal,
    key: ConversationOf,
  ): Promise<Result<{ readonly updatedCount: number }, OutboundError>> => {
    const found = await reachable(ports, principal, key)
    if (!found.ok) return found
    const { state, identity, open } = found.value
    const told = await gatewayOf(ports).readReceipt(addressOf(found.value, open))
    if (!told.ok) return told
    const now = ports.clock.now()
    const through = state.recent.last?.message.number ?? 0
    const { unread } = open.connection
    const marked = await ports.conversationStore.change<{ updatedCount: number }, never>(
      { organizationId: principal.organizationId, id: key.conversationId },
      {
        at: now,
        actor: () => ({ type: 'agent_identity', id: identity.id }),
        decide: (current) => decideRead(current, { unread, through, now }),
      },
    )
    return marked.ok ? ok(marked.value) : gone
  }

export interface TapbackInput {
  readonly messageId: MessageId
  /** Any but a custom one, which only humans send. */
  readonly reaction: ReactionKind
  readonly partIndex: number
}

export type TapbackError = OutboundError | MessageNotFound | TargetNotReady

/** Taps back on a message of a connection, the human's or one of one's own. */
export const tapBackOnLine =
  (ports: ConnectionPorts) =>
  async (
    principal: Principal,
    input: TapbackInput,
    options: CallOptions = {},
  ): Promise<Answer<TapbackOnMessage, TapbackError | IdempotencyKeyReused>> => {
    const problems = tapbackProblems(input)
    if (problems) return err(problems)
    const { organizationId } = principal
    const target = (await ports.conversationStore.message(organizationId, input.messageId))?.message
    if (!target?.line || target.line.isBlocked) return err({ code: 'message/not-found' })
    const key: ConversationOf = { conversationId: target.conversationId }
    const found = await reachable(ports, principal, key)
    if (!found.ok) return notOnes(found.error)
    if (target.kind !== 'incoming' && WAITING.includes(target.line.status))
      return err({ code: 'connection/target-not-ready' })
    const told = await gatewayOf(ports).reaction({
      ...addressOf(found.value, found.value.open),
      targetExternalId: target.line.externalId,
      messageId: target.id,
      reaction: input.reaction,
      partIndex: input.partIndex,
    })
    if (!told.ok) return told
    const { identity } = found.value
    const now = ports.clock.now()
    const { reaction, partIndex } = input
    const id = ports.ids.next<'reaction'>()
    return ports.conversationStore.change<TapbackOnMessage, MessageNotFound>(
      { organizationId, id: target.conversationId },
      {
        at: now,
        idempotency: options.idempotency,
        about: { id: target.id },
        actor: () => ({ type: 'agent_identity', id: identity.id }),
        decide: (_state, about) =>
          decideTapback({
            id,
            about,
            direction: 'outbound',
            reaction,
            customEmoji: null,
            partIndex,
            now,
          }),
      },
    )
  }

/** Messages that the gateway does not have yet. */
const WAITING: readonly string[] = ['registered', 'pending', 'error', 'declined']

/** A message of a conversation that the caller does not see is none at all. */
const notOnes = <E extends OutboundError>(error: E) =>
  error.code === 'conversation/not-found' ? err({ code: 'message/not-found' } as const) : err(error)

const tapbackProblems = ({ reaction, partIndex }: TapbackInput): ValidationFailed | null => {
  if (!REACTIONS.includes(reaction) || reaction === 'custom')
    return validationFailed({ field: 'reaction', problem: 'not_included' })
  const sound = Number.isInteger(partIndex) && partIndex >= 0 && partIndex < MOST_PARTS
  const expected = `a number from 0 to ${MOST_PARTS - 1}`
  return sound ? null : validationFailed({ field: 'partIndex', problem: 'invalid', expected })
}
