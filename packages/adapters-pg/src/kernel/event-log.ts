import type { EventLog, LogCursor, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { type EventRow, toEvent, type Unpack } from './event-rows.ts'
import type { RecordedSignal } from './recorded-signal.ts'

interface EventLogParts {
  readonly db: Database
  readonly signal: RecordedSignal
  readonly unpack: Unpack
}

/**
 * Reads the log by transaction and then by position, and only what no transaction that still runs can sort before: its
 * id is smaller than that of the oldest one running.
 */
export const createEventLog = ({ db, signal, unpack }: EventLogParts): EventLog => ({
  read: async (organizationId, consumer, limit, types = null) => {
    const { rows } = await readAfter(organizationId, consumer, { limit, types }).execute(db)
    return rows.map((row) => ({ cursor: toCursor(row), event: toEvent(row, unpack) }))
  },
  advance: async (organizationId, consumer, to) => {
    const { tx, position } = fromCursor(to)
    await sql`
      insert into consumer_cursors as cursors (organization_id, consumer, tx, position)
      values (${organizationId}, ${consumer}, ${tx}::xid8, ${position})
      on conflict (organization_id, consumer) do update set tx = excluded.tx, position = excluded.position
      where (excluded.tx, excluded.position) > (cursors.tx, cursors.position)`.execute(db)
  },
  behind: async (consumer, limit) => {
    const { rows } = await organizationsBehind(consumer, limit).execute(db)
    return rows.map(({ organization_id }) => organization_id)
  },
  onRecorded: signal.on,
})

type CursorRow = { readonly tx: string; readonly position: number }

const readAfter = (
  organizationId: OrganizationId,
  consumer: string,
  { limit, types }: { readonly limit: number; readonly types: readonly string[] | null },
) => {
  const passed = sql`from consumer_cursors where organization_id = ${organizationId} and consumer = ${consumer}`
  const wanted = (column: string) =>
    types === null
      ? sql.ref(column)
      : sql`case when type = any(${types}) then ${sql.ref(column)} end as ${sql.ref(column)}`
  return sql<EventRow & CursorRow>`
    select organization_id, tx::text as tx, position, id, type, aggregate_type, aggregate_id, seq, occurred_at,
      actor_type, actor_id, ${wanted('data')}, ${wanted('messages')}
    from events
    where organization_id = ${organizationId}
      and (tx, position) > (coalesce((select tx ${passed}), '0'), coalesce((select position ${passed}), 0))
      and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by events.tx, events.position
    limit ${limit}`
}

/** One probe of the log's index for each organization; the one that waits longest comes first. */
const organizationsBehind = (consumer: string, limit: number) => sql<{
  readonly organization_id: OrganizationId
}>`
  select organizations.organization_id
  from organizations
  left join consumer_cursors as passed
    on passed.organization_id = organizations.organization_id and passed.consumer = ${consumer}
  cross join lateral (
    select tx, position
    from events
    where events.organization_id = organizations.organization_id
      and (events.tx, events.position) > (coalesce(passed.tx, '0'), coalesce(passed.position, 0))
      and events.tx < pg_snapshot_xmin(pg_current_snapshot())
    order by events.tx, events.position
    limit 1
  ) as unread
  order by unread.tx, unread.position
  limit ${limit}`

/** Both parts at one length, so that cursors sort as texts. */
const toCursor = ({ tx, position }: CursorRow): LogCursor =>
  `${tx.padStart(20, '0')}-${String(position).padStart(19, '0')}`

const fromCursor = (cursor: LogCursor): { readonly tx: string; readonly position: string } => {
  const [, tx, position] = /^(\d{1,20})-(\d{1,19})$/.exec(cursor) ?? []
  if (tx === undefined || position === undefined) throw new TypeError(`Not a cursor of the log: ${cursor}`)
  return { tx: tx.replace(/^0+(?=\d)/, ''), position }
}
