import {
  type ConversationEventData,
  type ConversationState,
  filesOf,
  isConnected,
  type Message,
  type MessageNotFound,
} from '../conversations/index.ts'
import { type OrganizationId, type RecordedEvent, SECOND } from '../kernel/index.ts'
import { blockedBy } from './connection-access.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { type Delivery, decideDelivery } from './decide-delivery.ts'
import { identityOf, verdictOn } from './find-connection.ts'
import type { Turns } from './in-turn.ts'
import { gatewayOf } from './send-on-line.ts'

/** The events after which something may wait to go out. */
export const LINE_TRIGGERS: readonly string[] = ['message.awaits-line', 'message.resent']

/** How often the gateway is asked to take a message, and how long is waited before each further attempt. */
const WAITS = [0, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND]

/**
 * The consumer of the log that hands the gateway what was said on a connection channel through any other API. A message is
 * handed over under its own id each time, so the gateway sends it once; after the last attempt it has failed for good. What is
 * said later waits until then: a human gets it in its order.
 */
export const deliverPending =
  (ports: ConnectionPorts, turns: Turns) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (const event of events) {
      const message = (event.data as ConversationEventData).message?.message
      if (message?.line?.status !== 'pending' || message.kind === 'incoming') continue
      await turns.take(message.conversationId, () => deliver(ports, organizationId, message))
    }
  }

const deliver = async (
  ports: ConnectionPorts,
  organizationId: OrganizationId,
  told: Message,
): Promise<void> => {
  // As it is by now: the event may be handed over again, and may have been deleted since.
  const message = (await ports.conversationStore.message(organizationId, told.id))?.message
  if (message?.line?.status !== 'pending') return
  if (message.contentAttributes['deleted'] === true) {
    return note(ports, organizationId, message, declined('deleted', 'The message was deleted'))
  }
  const state = await ports.conversationQueries.find(organizationId, { id: message.conversationId })
  if (!state) return
  const outcome = (await refusalOf(ports, organizationId, state)) ?? (await handOver(ports, state, message))
  await note(ports, organizationId, message, outcome)
}

type Outcome = Pick<Delivery, 'status' | 'error' | 'externalId'>

const declined = (code: string, message: string): Outcome => ({
  status: 'declined',
  error: { code, message },
  externalId: null,
})

/** Why nothing may go out to the human by now; null when it may. */
const refusalOf = async (
  ports: ConnectionPorts,
  organizationId: OrganizationId,
  state: ConversationState,
): Promise<Outcome | null> => {
  if (!isConnected(state.conversation.connection)) {
    return declined('recipient_disconnected', 'The recipient has disconnected')
  }
  if (state.conversation.connection.unlockedAt === null) {
    return declined('awaiting_inbound', 'The recipient is connected, and has not written yet')
  }
  const identity = await identityOf(ports, organizationId, state)
  if (!identity?.imessageEnabled) return declined('identity_not_enabled', 'The agent is not enabled')
  const { sourceId: remoteNumber } = state.contactPoint
  return blockedBy(await verdictOn(ports, identity, remoteNumber), remoteNumber)
    ? declined('recipient_blocked', 'A contact rule blocks the recipient')
    : null
}

const handOver = async (
  ports: ConnectionPorts,
  { conversation, contactPoint }: ConversationState,
  message: Message,
): Promise<Outcome> => {
  const { channelLines } = ports
  let reason = 'There is no gateway'
  for (const wait of WAITS) {
    if (wait > 0) await channelLines?.pause?.(wait)
    const accepted = await gatewayOf(ports).send({
      organizationId: conversation.organizationId,
      line: conversation.connection?.line ?? '',
      remoteNumber: contactPoint.sourceId,
      conversationId: conversation.id,
      messageId: message.id,
      text: message.content,
      mediaUrls: urlsOf(ports, message),
      sendStyle: message.line?.sendStyle ?? null,
    })
    if (accepted.ok) return { status: 'queued', error: null, externalId: accepted.value.externalId }
    reason = accepted.error.reason
    if (!channelLines) break
  }
  const error = { code: 'gateway_failed', message: 'The gateway did not take the message', detail: reason }
  return { status: 'error', error, externalId: null }
}

const urlsOf = ({ channelLines }: ConnectionPorts, { attachments, line }: Message): readonly string[] => [
  ...(line?.media ?? []).map(({ url }) => url),
  ...(channelLines?.fileUrl ? filesOf(attachments).map(channelLines.fileUrl) : []),
]

const note = async (
  { conversationStore, clock }: ConnectionPorts,
  organizationId: OrganizationId,
  { id, conversationId }: Message,
  outcome: Outcome,
): Promise<void> => {
  const now = clock.now()
  await conversationStore.change<object, MessageNotFound>(
    { organizationId, id: conversationId },
    {
      at: now,
      about: { id },
      actor: () => ({ type: 'system' }),
      decide: (_state, about) => decideDelivery({ ...outcome, about, now }),
    },
  )
}
