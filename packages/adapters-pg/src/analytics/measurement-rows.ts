import type {
  ConversationId,
  EventId,
  InboxId,
  Measure,
  Measurement,
  MemberId,
  OrganizationId,
} from '@parlance/core'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface MeasurementTable {
  organization_id: OrganizationId
  event_id: EventId
  measure: Measure
  at: Moment
  duration: number
  business_duration: number
  conversation_id: ConversationId
  inbox_id: InboxId
  member_id: MemberId | null
}

/** The columns with the types by which the statement that inserts them reads them; the organization comes apart. */
export const MEASUREMENT_COLUMNS = {
  event_id: 'uuid',
  measure: 'text',
  at: 'timestamptz',
  duration: 'bigint',
  business_duration: 'bigint',
  conversation_id: 'uuid',
  inbox_id: 'uuid',
  member_id: 'uuid',
} as const satisfies Partial<Record<keyof MeasurementTable, string>>

/** A measurement as the statement that inserts it reads it. */
export const fromMeasurement = (one: Measurement) => ({
  event_id: one.eventId,
  measure: one.measure,
  at: toIso(one.at),
  duration: Math.round(one.duration),
  business_duration: Math.round(one.businessDuration),
  conversation_id: one.conversationId,
  inbox_id: one.inboxId,
  member_id: one.memberId,
})
