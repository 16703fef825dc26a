import type { EventLog, LogCursor, OrganizationId, RecordedEvent } from '@parlance/core'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { withConnection } from './connection.ts'
import type { Database } from './database.ts'
import { type EventRow, toEvent, type Unpack } from './event-rows.ts'
import { type BareRow, createLogTail, type Place, toCursor } from './log-tail.ts'
import type { RecentEvents } from './recent-events.ts'
import type { RecordedSignal } from './recorded-signal.ts'
import { statement } from './statement.ts'

interface EventLogParts {
  readonly db: Database
  readonly pool: Pool
  readonly signal: RecordedSignal
  readonly unpack: Unpack
  readonly recent: RecentEvents
}

/**
 * Reads the log by transaction and then by position, and only what no transaction that still runs can sort before: its
 * id is smaller than that of the oldest one running.
 */
export const createEventLog = ({ db, pool, signal, unpack, recent }: EventLogParts): EventLog => {
  const tail = createLogTail(pool)
  return {
    read: async (organizationId, consumer, limit, types = null, others = 'bare') => {
      const asked = { limit, types, leftOut: others === 'left-out' && types !== null }
      const shared = await tail.of(organizationId, consumer)
      const rows = shared
        ? portionOf(shared, asked)
        : await readAlone(pool, [organizationId, consumer], asked)
      // Asked once: what is in memory now may be gone when the rest has come.
      const known = rows.map(({ id }) => recent.find(id))
      const unknown = rows.filter((_row, at) => !known[at])
      const fetched = await fetchEvents(pool, organizationId, { rows: unknown, types, unpack })
      return rows.map((row, at) => {
        const event = known[at] ?? fetched.get(row.position)
        if (!event) throw new Error(`The event ${row.id} is gone from the log`)
        return { cursor: row.cursor ?? toCursor(row), event: isWanted(row.type, types) ? event : bare(event) }
      })
    },
    advance: (organizationId, consumer, to) => tail.advance(organizationId, consumer, fromCursor(to)),
    head: async (organizationId) => {
      const [row] = await withConnection(pool, organizationId, ({ run }) => run(HEAD, [organizationId]))
      return row ? toCursor(row) : null
    },
    after: async (organizationId, place, limit) => {
      const { tx, position } = place === null ? BEGINNING : fromCursor(place)
      const rows = await withConnection(pool, organizationId, ({ run }) =>
        run(AFTER, [organizationId, tx, position, limit]),
      )
      return rows.map((row) => ({ cursor: toCursor(row), event: toEvent(row, unpack) }))
    },
    behind: async (consumer, limit) => {
      const { rows } = await organizationsBehind(consumer, limit).execute(db.outside)
      return rows.map(({ organization_id }) => organization_id)
    },
    onRecorded: signal.on,
  }
}

interface Asked {
  readonly limit: number
  readonly types: readonly string[] | null
  /** What is not of these types is not even told as passed, but for the last. */
  readonly leftOut: boolean
}

const isWanted = (type: string, types: readonly string[] | null): boolean =>
  types === null || types.includes(type)

const bare = (event: RecordedEvent): RecordedEvent => (event.data === null ? event : { ...event, data: null })

const portionOf = (rows: readonly BareRow[], { limit, types, leftOut }: Asked): readonly BareRow[] => {
  if (!leftOut) return rows.slice(0, limit)
  const wanted = rows.filter(({ type }) => isWanted(type, types)).slice(0, limit)
  const last = rows.at(-1)
  return last && wanted.length < limit && wanted.at(-1) !== last ? [...wanted, last] : wanted
}

const readAlone = (
  pool: Pool,
  place: readonly [OrganizationId, string],
  { limit, types, leftOut }: Asked,
): Promise<readonly BareRow[]> =>
  withConnection(pool, place[0], ({ run }) =>
    leftOut ? run(READ_SOME, [...place, limit, types]) : run(READ, [...place, limit]),
  )

const READ = statement<BareRow>(
  'log-read',
  `select tx::text as tx, position, id, type
   from events
   where organization_id = $1
     and (tx, position) > (
       coalesce((select tx from consumer_cursors where organization_id = $1 and consumer = $2), '0'),
       coalesce((select position from consumer_cursors where organization_id = $1 and consumer = $2), 0)
     )
     and tx < pg_snapshot_xmin(pg_current_snapshot())
   order by events.tx, events.position
   limit $3`,
)

/** Events that are looked at for those that are wanted. */
const LOOKED_AT = 20_000

/** What is not wanted is looked at by the database alone; the last row of it tells how far that was. */
const READ_SOME = statement<BareRow>(
  'log-read-some',
  `with looked_at as (
     select tx, position, id, type, type = any($4::text[]) as wanted
     from events
     where organization_id = $1
       and (tx, position) > (
         coalesce((select tx from consumer_cursors where organization_id = $1 and consumer = $2), '0'),
         coalesce((select position from consumer_cursors where organization_id = $1 and consumer = $2), 0)
       )
       and tx < pg_snapshot_xmin(pg_current_snapshot())
     order by events.tx, events.position
     limit ${LOOKED_AT}
   ), wanted as (
     select * from looked_at where wanted order by tx, position limit $3
   ), last as (
     select * from looked_at order by tx desc, position desc limit 1
   ), told as (
     select * from wanted
     union all
     select * from last where not wanted and (select count(*) from wanted) < $3
   )
   select told.tx::text as tx, position, id, type
   from told
   order by told.tx, told.position`,
)

const EVENTS = statement<EventRow & { readonly position: number }>(
  'log-events',
  `select found.*
   from unnest($2::xid8[], $3::bigint[], $4::boolean[]) as wanted (tx, position, whole)
   cross join lateral (
     select organization_id, position, id, type, aggregate_type, aggregate_id, seq, occurred_at, actor_type, actor_id,
       case when wanted.whole then data end as data, case when wanted.whole then messages end as messages
     from events
     where events.organization_id = $1 and events.tx = wanted.tx and events.position = wanted.position
     limit 1
   ) as found`,
)

/** The events at these places, by their positions; without data those that are of none of the types. */
const fetchEvents = async (
  pool: Pool,
  organizationId: OrganizationId,
  {
    rows,
    types,
    unpack,
  }: Pick<Asked, 'types'> & { readonly rows: readonly BareRow[]; readonly unpack: Unpack },
): Promise<ReadonlyMap<number, RecordedEvent>> => {
  if (rows.length === 0) return new Map()
  const places = [
    rows.map(({ tx }) => tx),
    rows.map(({ position }) => position),
    rows.map(({ type }) => isWanted(type, types)),
  ]
  const found = await withConnection(pool, organizationId, ({ run }) =>
    run(EVENTS, [organizationId, ...places]),
  )
  return new Map(found.map((row) => [row.position, toEvent(row, unpack)]))
}

const BEGINNING: Place = { tx: '0', position: 0 }

const HEAD = statement<Place>(
  'log-head',
  `select tx::text as tx, position from events
   where organization_id = $1 and tx < pg_snapshot_xmin(pg_current_snapshot())
   order by events.tx desc, events.position desc
   limit 1`,
)

const AFTER = statement<EventRow & Place>(
  'log-after',
  `select organization_id, tx::text as tx, position, id, type, aggregate_type, aggregate_id, seq, occurred_at,
     actor_type, actor_id, data, messages
   from events
   where organization_id = $1 and (tx, position) > ($2::xid8, $3::bigint)
     and tx < pg_snapshot_xmin(pg_current_snapshot())
   order by events.tx, events.position
   limit $4`,
)

/** The one that waits longest comes first. */
const organizationsBehind = (consumer: string, limit: number) =>
  sql<{
    readonly organization_id: OrganizationId
  }>`select organization_id from organizations_behind(${consumer}, ${limit}) as organization_id`

const fromCursor = (cursor: LogCursor): Place => {
  const [, tx, position] = /^(\d{1,20})-(\d{1,19})$/.exec(cursor) ?? []
  if (tx === undefined || position === undefined) throw new TypeError(`Not a cursor of the log: ${cursor}`)
  return { tx: tx.replace(/^0+(?=\d)/, ''), position: Number(position) }
}
