import type {
  ConversationId,
  EventId,
  InboxId,
  Measure,
  Measurement,
  MemberId,
  OrganizationId,
} from '@parlance/core'
import type { ListedColumn } from '../kernel/listed-columns.ts'
import type { Moment } from '../kernel/moment.ts'

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

/** What is written of a measurement; the organization comes apart. */
export const MEASUREMENT_COLUMNS = {
  event_id: { type: 'uuid', of: ({ eventId }) => eventId },
  measure: { type: 'text', of: ({ measure }) => measure },
  at: { type: 'timestamptz', of: ({ at }) => at },
  duration: { type: 'bigint', of: ({ duration }) => Math.round(duration) },
  business_duration: { type: 'bigint', of: ({ businessDuration }) => Math.round(businessDuration) },
  conversation_id: { type: 'uuid', of: ({ conversationId }) => conversationId },
  inbox_id: { type: 'uuid', of: ({ inboxId }) => inboxId },
  member_id: { type: 'uuid', of: ({ memberId }) => memberId },
} as const satisfies Partial<Record<keyof MeasurementTable, ListedColumn<Measurement>>>
