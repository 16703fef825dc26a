import type { Principal } from '../access/index.ts'
import type { MessageNotFound } from '../conversations/index.ts'
import { err, ok, type ReactionId, type Result } from '../kernel/index.ts'
import { mayReach } from './connection-access.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { decideTapbackOff } from './decide-tapback.ts'
import { findConnection } from './find-connection.ts'
import { gatewayOf, type OutboundError } from './send-on-line.ts'

const NOT_FOUND = err({ code: 'message/not-found' } as const)

/** Takes an own tapback off its message. One that is gone already, or was replaced, stays gone. */
export const takeTapbackOff =
  (ports: ConnectionPorts) =>
  async (principal: Principal, id: ReactionId): Promise<Result<null, OutboundError | MessageNotFound>> => {
    const { organizationId } = principal
    const named = await ports.connectionQueries.lineMessage(`reaction:${id}`)
    if (named?.organizationId !== organizationId) return NOT_FOUND
    const target = (await ports.conversationStore.message(organizationId, named.messageId))?.message
    if (!target?.line) return NOT_FOUND
    const key = { conversationId: target.conversationId }
    const found = await findConnection(ports, principal, key)
    if (!found.ok) return found.error.code === 'conversation/not-found' ? NOT_FOUND : found
    const reaction = target.line.reactions.find((one) => one.id === id && one.direction === 'outbound')
    if (!reaction) return ok(null)
    const open = mayReach(found.value.state, found.value)
    if (!open.ok) return open
    const { connection, remoteNumber } = open.value
    const told = await gatewayOf(ports).reaction({
      ...key,
      organizationId,
      line: connection.line,
      remoteNumber,
      targetExternalId: target.line.externalId,
      messageId: target.id,
      reaction: reaction.reaction,
      partIndex: reaction.partIndex,
      removed: true,
    })
    if (!told.ok) return told
    const now = ports.clock.now()
    const { direction, partIndex } = reaction
    const { identity } = found.value
    const noted = await ports.conversationStore.change<Record<string, never>, MessageNotFound>(
      { organizationId, id: target.conversationId },
      {
        at: now,
        about: { id: target.id },
        actor: () => ({ type: 'agent_identity', id: identity.id }),
        decide: (_state, about) => decideTapbackOff({ id, about, direction, partIndex, now }),
      },
    )
    return noted.ok ? ok(null) : NOT_FOUND
  }
