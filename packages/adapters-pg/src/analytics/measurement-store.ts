import type {
  ConversationId,
  EventId,
  InboxId,
  Measure,
  Measurement,
  MeasurementStore,
  MemberId,
  OrganizationId,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { type Moment, toIso } from '../kernel/moment.ts'
import { declared, listed } from '../kernel/recordset.ts'

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

const COLUMNS = {
  event_id: 'uuid',
  measure: 'text',
  at: 'timestamptz',
  duration: 'bigint',
  business_duration: 'bigint',
  conversation_id: 'uuid',
  inbox_id: 'uuid',
  member_id: 'uuid',
} as const satisfies Partial<Record<keyof MeasurementTable, string>>

const fromMeasurement = (one: Measurement) => ({
  event_id: one.eventId,
  measure: one.measure,
  at: toIso(one.at),
  duration: Math.round(one.duration),
  business_duration: Math.round(one.businessDuration),
  conversation_id: one.conversationId,
  inbox_id: one.inboxId,
  member_id: one.memberId,
})

/** Keeps measurements, many in one statement; those that are kept already stay as they are. */
export const createMeasurementStore = (db: Executor, organizationId: OrganizationId): MeasurementStore => ({
  record: async (measurements) => {
    if (measurements.length === 0) return
    const columns = sql.raw(listed(COLUMNS))
    await sql`
      insert into measurements (organization_id, ${columns})
      select ${organizationId}::uuid, ${columns}
      from json_to_recordset(${toJson(measurements.map(fromMeasurement))}::json)
        as row (${sql.raw(declared(COLUMNS))})
      on conflict do nothing`.execute(db)
  },
})
