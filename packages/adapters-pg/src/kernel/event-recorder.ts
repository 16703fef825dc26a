import type { EventRecorder, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from './database.ts'
import { EVENT_COLUMNS, fromEvent } from './event-rows.ts'
import { toJson } from './json.ts'
import { declared, listed } from './recordset.ts'

/** Appends what a unit of work did to the log; `onRecord` is told that there was something. */
export const createEventRecorder = (
  db: Executor,
  organizationId: OrganizationId,
  onRecord: () => void,
): EventRecorder => ({
  record: async (events) => {
    if (events.length === 0) return
    const rows = events.map((event) => fromEvent(event, { data: event.data, messages: null }))
    await insertEvents(db, organizationId, toJson(rows))
    onRecord()
  },
})

const insertEvents = async (db: Executor, organizationId: OrganizationId, rows: string): Promise<void> => {
  const columns = sql.raw(listed(EVENT_COLUMNS))
  await sql`
    insert into events (organization_id, ${columns})
    select ${organizationId}::uuid, ${columns}
    from json_to_recordset(${rows}::json) as event (${sql.raw(declared(EVENT_COLUMNS))})`.execute(db)
}
