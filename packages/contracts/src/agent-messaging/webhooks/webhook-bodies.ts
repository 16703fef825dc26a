import type {
  AgentIdentity,
  AgentIdentityId,
  AgentMessagingSubscription,
  ConversationEventData,
  LineMessage,
  LineStatus,
  RecordedEvent,
  SentMessage,
} from '@parlance/core'
import { isReadBy } from '@parlance/core'
import type { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import type { WebhookBody } from '../../channel/webhooks/index.ts'
import { presentImessageReaction, presentImessageWebhookMessage } from '../messages/index.ts'
import { presentEventId } from './delivery.ts'
import type { IMESSAGE_WEBHOOK_SCHEMAS } from './webhook-envelope.ts'

type Told = Pick<
  z.output<(typeof IMESSAGE_WEBHOOK_SCHEMAS)[AgentMessagingSubscription]>['data'],
  'message' | 'reaction'
>

/** What is told, and to which identity. */
interface News {
  readonly name: AgentMessagingSubscription
  readonly to: AgentIdentityId
  readonly told: Told
}

/**
 * What agent identities are told about an event of the log: what people say to the identity that they are connected to, and
 * what becomes of what it says itself. What a member says or is told who has taken the conversation over is none of it,
 * and neither is what a rule keeps out.
 */
export const imessageWebhookBodies = (event: RecordedEvent): readonly WebhookBody[] => {
  if (event.aggregate.type !== 'conversation') return []
  const data = event.data as ConversationEventData
  if (data.state.inbox.channelType !== 'imessage') return []
  const news = newsOf(event.type, data)
  return news ? [bodyOf(event, data, news)] : []
}

const newsOf = (type: string, data: ConversationEventData): News | null => {
  const { message } = data
  if (!message?.message.line || message.message.line.isBlocked) return null
  switch (type) {
    case 'message.recorded':
      return message.message.kind === 'incoming'
        ? received(data, message)
        : sent(data, message, { status: message.message.line.status, isNew: true })
    case 'message.delivery-changed':
      return sent(data, message, { status: message.message.line.status, isNew: false })
    case 'reaction.added':
      return tapped(data, message)
    default:
      return null
  }
}

/** The identity that the human talks to now; null while it is off the channel, or a member has taken over. */
const holderOf = ({ state: { agentIdentity } }: ConversationEventData): AgentIdentity | null =>
  agentIdentity?.imessageEnabled ? agentIdentity : null

const received = (data: ConversationEventData, message: SentMessage): News | null => {
  const to = holderOf(data)?.id
  return to ? { name: 'imessage.received', to, told: aboutMessage(data, message) } : null
}

const tapped = (data: ConversationEventData, message: SentMessage): News | null => {
  const { reaction } = data
  const to = holderOf(data)?.id
  if (!to || reaction?.direction !== 'inbound') return null
  const told = { message: null, reaction: presentImessageReaction(reaction, lineMessage(data, message)) }
  return { name: 'imessage.reaction_received', to, told }
}

const NAMES: Readonly<Partial<Record<LineStatus, AgentMessagingSubscription>>> = {
  delivered: 'imessage.delivered',
  declined: 'imessage.delivery_failed',
  error: 'imessage.delivery_failed',
}

/** What becomes of a message that an identity sent. It is on its way once the gateway has taken it; what is between that and its end is not told. */
const sent = (
  data: ConversationEventData,
  message: SentMessage,
  { status, isNew }: { readonly status: LineStatus; readonly isNew: boolean },
): News | null => {
  const { sender } = message
  if (sender?.type !== 'agent_identity' || message.message.private) return null
  const taken = isNew ? status !== 'pending' : status === 'queued'
  const name = NAMES[status] ?? (taken ? 'imessage.sent' : undefined)
  return name ? { name, to: sender.id, told: aboutMessage(data, message) } : null
}

const aboutMessage = (data: ConversationEventData, message: SentMessage): Told => ({
  message: presentImessageWebhookMessage(lineMessage(data, message)),
  reaction: null,
})

const lineMessage = ({ state }: ConversationEventData, { message }: SentMessage): LineMessage => {
  const { connection } = state.conversation
  return {
    message,
    remoteNumber: state.contactPoint.sourceId,
    isRead: connection ? isReadBy(connection, message) : message.kind !== 'incoming',
  }
}

const bodyOf = (
  { id, occurredAt }: RecordedEvent,
  { state }: ConversationEventData,
  { name, to, told }: News,
): WebhookBody => {
  const { contact, contactPoint, agentIdentity } = state
  // The number is no name, though a contact may be called by it.
  const known = contact.name?.trim() && contact.name !== contactPoint.sourceId
  const body = {
    id: presentEventId(id),
    event_type: name,
    timestamp: isoMillis(occurredAt),
    data: {
      ...told,
      contacts: [{ id: contact.id, name: known ? contact.name : null, memories: [] }],
      agent_identities: agentIdentity?.id === to ? [presentTalkedWith(agentIdentity)] : [],
    },
  }
  return { name, body, agentIdentityId: to }
}

const presentTalkedWith = ({ id, handle, displayName }: AgentIdentity) => ({
  id,
  agent_handle: handle,
  display_name: displayName,
})
