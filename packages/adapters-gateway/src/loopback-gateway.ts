import { randomUUID } from 'node:crypto'
import type { CarriedOut, ChannelGateway, Clock, LineAddress, OrganizationId } from '@parlance/core'
import { messageBody, type OutboundBody, reactionBody, readReceiptBody, typingBody } from './outbound-body.ts'

/** How much of what went out is kept. */
export const KEPT = 1_000

/** A gateway that leads nowhere, for whoever tries things out. */
export interface LoopbackGateway {
  readonly gateway: ChannelGateway
  /** The newest of what went out of one organization, or of all with null; oldest first, at most `KEPT`. */
  readonly carried: (organizationId: OrganizationId | null) => readonly CarriedOut[]
}

/** Takes everything, gives it ids, and keeps the last of it in the memory of this process. The same message goes out once. */
export const createLoopbackGateway = (clock: Clock): LoopbackGateway => {
  const kept: (CarriedOut & { readonly organizationId: OrganizationId })[] = []
  const take = ({ organizationId }: LineAddress, body: OutboundBody) => {
    const again = body.kind === 'message' && kept.find(({ body: one }) => isSame(one, body))
    const externalId = again ? again.externalId : `loopback-${randomUUID()}`
    if (!again) kept.push({ organizationId, at: clock.now(), externalId, body: { ...body } })
    if (kept.length > KEPT) kept.splice(0, kept.length - KEPT)
    return { ok: true, value: { externalId } } as const
  }
  return {
    gateway: {
      send: async (message) => take(message, messageBody(message)),
      readReceipt: async (address) => take(address, readReceiptBody(address)),
      typing: async (typing) => take(typing, typingBody(typing)),
      reaction: async (reaction) => take(reaction, reactionBody(reaction)),
    },
    carried: (organizationId) =>
      kept
        .filter((one) => organizationId === null || one.organizationId === organizationId)
        .map(({ organizationId: _organization, ...carried }) => carried),
  }
}

const isSame = (one: Readonly<Record<string, unknown>>, { message_id }: OutboundBody): boolean =>
  one['kind'] === 'message' && one['message_id'] === message_id
