import type { EventLog, LogCursor, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { withConnection } from './connection.ts'
import type { Database } from './database.ts'
import { type EventRow, toEvent, type Unpack } from './event-rows.ts'
import { type BareRow, createLogTail, type Place } from './log-tail.ts'
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
      const wanted = rows.filter(({ id, type }) => isWanted(type, types) && !recent.find(id))
      const fetched = await fetchData(pool, organizationId, wanted)
      return rows.map((row) => {
        const told = isWanted(row.type, types) ? recent.find(row.id) : undefined
        const event = told ?? toEvent({ ...row, ...(fetched.get(row.position) ?? WITHOUT_DATA) }, unpack)
        return { cursor: toCursor(row), event }
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

type Data = Pick<EventRow, 'data' | 'messages'>

const WITHOUT_DATA: Data = { data: null, messages: null }

const READ = statement<BareRow>(
  'log-read',
  `select organization_id, tx::text as tx, position, id, type, aggregate_type, aggregate_id, seq, occurred_at,
     actor_type, actor_id
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
     select organization_id, tx, position, id, type, aggregate_type, aggregate_id, seq, occurred_at, actor_type, actor_id,
       type = any($4::text[]) as wanted
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
   select organization_id, told.tx::text as tx, position, id, type, aggregate_type, aggregate_id, seq, occurred_at,
     actor_type, actor_id
   from told
   order by told.tx, told.position`,
)

const DATA = statement<Data & { readonly position: number }>(
  'log-data',
  `select found.position, found.data, found.messages
   from unnest($2::xid8[], $3::bigint[]) as wanted (tx, position)
   cross join lateral (
     select position, data, messages from events
     where events.organization_id = $1 and events.tx = wanted.tx and events.position = wanted.position
     limit 1
   ) as found`,
)

const fetchData = async (
  pool: Pool,
  organizationId: OrganizationId,
  rows: readonly Place[],
): Promise<ReadonlyMap<number, Data>> => {
  if (rows.length === 0) return new Map()
  const places = [rows.map(({ tx }) => tx), rows.map(({ position }) => position)]
  const found = await withConnection(pool, organizationId, ({ run }) =>
    run(DATA, [organizationId, ...places]),
  )
  return new Map(found.map(({ position, ...data }) => [position, data]))
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

/** Both parts at one length, so that cursors sort as texts. */
const toCursor = ({ tx, position }: Place): LogCursor =>
  `${tx.padStart(20, '0')}-${String(position).padStart(19, '0')}`

const fromCursor = (cursor: LogCursor): Place => {
  const [, tx, position] = /^(\d{1,20})-(\d{1,19})$/.exec(cursor) ?? []
  if (tx === undefined || position === undefined) throw new TypeError(`Not a cursor of the log: ${cursor}`)
  return { tx: tx.replace(/^0+(?=\d)/, ''), position: Number(position) }
}
