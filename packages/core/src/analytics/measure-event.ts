import type { ConversationEventData, Holder } from '../conversations/index.ts'
import type { MemberId, RecordedEvent, Timestamp } from '../kernel/index.ts'
import { type BusinessCalendar, businessTime } from './business-time.ts'
import type { Measure, Measurement } from './measurement.ts'

/** The types of events that something is measured in. */
export const MEASURED_EVENTS: readonly string[] = [
  'conversation.started',
  'message.recorded',
  'conversation.status-changed',
]

/** Something that an event shows to have happened, and since when it was awaited; null for what takes no time. */
export interface Span {
  readonly event: RecordedEvent<string, ConversationEventData>
  readonly measure: Measure
  readonly since: Timestamp | null
  readonly memberId: MemberId | null
}

/** What is to be measured in the event. */
export const spansIn = (recorded: RecordedEvent): readonly Span[] => {
  if (!MEASURED_EVENTS.includes(recorded.type)) return []
  // Events of these types carry this data: they are recorded in one place.
  const event = recorded as Span['event']
  switch (event.type) {
    case 'conversation.started':
      return [{ event, measure: 'conversation', since: null, memberId: null }]
    case 'message.recorded':
      return spansOfMessage(event)
    default:
      return spansOfStatus(event)
  }
}

const spansOfMessage = (event: Span['event']): readonly Span[] => {
  const { message, state, changes } = event.data
  const said = message?.message
  if (!said || said.private) return []
  if (said.kind === 'incoming') return [{ event, measure: 'incoming_message', since: null, memberId: null }]
  if (said.kind !== 'outgoing') return []
  const memberId = said.sender?.type === 'member' ? said.sender.id : null
  const sent: Span = { event, measure: 'outgoing_message', since: null, memberId }
  if (memberId === null) return [sent]
  if (changes['firstReplyAt']) {
    return [sent, { event, measure: 'first_response', since: state.conversation.createdAt, memberId }]
  }
  const waitedSince = changes['waitingSince']?.previous
  return typeof waitedSince === 'number'
    ? [sent, { event, measure: 'reply', since: waitedSince, memberId }]
    : [sent]
}

const spansOfStatus = (event: Span['event']): readonly Span[] => {
  const { state, changes } = event.data
  const change = changes['status']
  if (!change) return []
  const since = state.conversation.createdAt
  if (change.current === 'resolved') {
    const resolved: Span = { event, measure: 'resolution', since, memberId: resolverOf(event) }
    return byBot(event) ? [resolved, { ...resolved, measure: 'bot_resolution' }] : [resolved]
  }
  const handedOff =
    change.previous === 'pending' && change.current === 'open' && event.actor.type === 'agent_identity'
  return handedOff ? [{ event, measure: 'bot_handoff', since, memberId: null }] : []
}

/** Whoever held the conversation, or else the member who resolved it. */
const resolverOf = ({ actor, data }: Span['event']): MemberId | null => {
  const holder: Holder | undefined = data.state.assignment?.holder
  if (holder?.type === 'member') return holder.id
  return actor.type === 'member' ? actor.id : null
}

/** Whether no human answered, and an agent identity answers in the inbox, held the conversation or resolved it. */
const byBot = ({ actor, data }: Span['event']): boolean =>
  data.state.conversation.firstReplyAt === null &&
  (actor.type === 'agent_identity' ||
    data.state.inbox.agentIdentityId !== null ||
    data.state.assignment?.holder.type === 'agent_identity')

/** The measurement of a span, by the calendar of its inbox; null for an inbox that is always there. */
export const measurementOf = (span: Span, calendar: BusinessCalendar | null): Measurement => {
  const { event, measure, since, memberId } = span
  const { conversation } = event.data.state
  const at = event.occurredAt
  const duration = since === null ? 0 : Math.max(0, at - since)
  return {
    organizationId: event.organizationId,
    eventId: event.id,
    measure,
    at,
    duration,
    businessDuration: since !== null && calendar ? businessTime(since, at, calendar) : duration,
    conversationId: conversation.id,
    inboxId: conversation.inboxId,
    memberId,
  }
}
