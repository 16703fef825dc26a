import type {
  ConversationId,
  EventId,
  InboxId,
  MemberId,
  OrganizationId,
  Timestamp,
} from '../kernel/index.ts'

/** What is measured, one row for each time that it happened. The last five but `bot_handoff` and `bot_resolution` take time. */
export const MEASURES = [
  'conversation',
  'incoming_message',
  'outgoing_message',
  'first_response',
  'reply',
  'resolution',
  'bot_resolution',
  'bot_handoff',
] as const

export type Measure = (typeof MEASURES)[number]

/** Something that happened once, as reports count it. Unique by event and measure, so recording it again changes nothing. */
export interface Measurement {
  readonly organizationId: OrganizationId
  readonly eventId: EventId
  readonly measure: Measure
  /** When the event happened. */
  readonly at: Timestamp
  /** Milliseconds that it took; 0 for what takes no time. */
  readonly duration: number
  /** The part of `duration` that lies in the working hours of the inbox; all of it where there are none. */
  readonly businessDuration: number
  readonly conversationId: ConversationId
  readonly inboxId: InboxId
  /** The member whose work it was. */
  readonly memberId: MemberId | null
}

/** Port. The measurements of the organization that the unit of work is bound to. */
export interface MeasurementStore {
  /** Keeps those that are not kept yet. */
  readonly record: (measurements: readonly Measurement[]) => Promise<void>
}
