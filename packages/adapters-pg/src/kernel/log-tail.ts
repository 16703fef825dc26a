import type { LogCursor, OrganizationId } from '@parlance/core'
import type { Pool } from 'pg'
import { withConnection } from './connection.ts'
import type { EventRow } from './event-rows.ts'
import { createGroups } from './group-commit.ts'
import { statement } from './statement.ts'

/** A place in the log: after everything that sorts up to it. */
export interface Place {
  readonly tx: string
  readonly position: number
}

/** Which event stands where. What else there is to it is fetched when somebody wants it. */
export interface BareRow extends Place, Pick<EventRow, 'id' | 'type'> {
  /** The place as a cursor, where several consumers are told of it. */
  cursor?: LogCursor
}

/** Both parts at one length, so that cursors sort as texts. */
export const toCursor = ({ tx, position }: Place): LogCursor =>
  `${tx.padStart(20, '0')}-${String(position).padStart(19, '0')}`

/** What consumers have not passed yet, read once for all that ask at the same time. */
export interface LogTail {
  /** The rows after the consumer's place, oldest first; null when there are too many for all who asked to share. */
  readonly of: (organizationId: OrganizationId, consumer: string) => Promise<readonly BareRow[] | null>
  /** Moves the consumer's place forward, never back. */
  readonly advance: (organizationId: OrganizationId, consumer: string, to: Place) => Promise<void>
}

/** Rows that are read together. Whoever is further behind reads for itself. */
const SHARED = 1_000
/** Consumers of one organization that read together, and that may wait for it. */
const LIMITS = { batch: 100, queue: 10_000 }

interface Command<T> {
  readonly consumer: string
  readonly resolve: (answer: T) => void
  readonly reject: (error: unknown) => void
}
type ReadCommand = Command<readonly BareRow[] | null>
type AdvanceCommand = Command<void> & { readonly to: Place }

/** A commit wakes every consumer of its organization at once: they read one tail and not each its own. */
export const createLogTail = (pool: Pool): LogTail => {
  const reads = createGroups<OrganizationId, ReadCommand>(
    (organizationId, batch) => tellAll(batch, () => readTails(pool, organizationId, batch)),
    LIMITS,
  )
  const advances = createGroups<OrganizationId, AdvanceCommand>(
    (organizationId, batch) => tellAll(batch, () => advanceAll(pool, organizationId, batch)),
    LIMITS,
  )
  return {
    of: (organizationId, consumer) =>
      new Promise((resolve, reject) => reads.submit(organizationId, { consumer, resolve, reject })),
    advance: (organizationId, consumer, to) =>
      new Promise((resolve, reject) => advances.submit(organizationId, { consumer, to, resolve, reject })),
  }
}

const tellAll = async <T>(
  batch: readonly Command<T>[],
  answers: () => Promise<readonly T[]>,
): Promise<void> => {
  try {
    const told = await answers()
    for (const [at, { resolve }] of batch.entries()) resolve(told[at] as T)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}

const readTails = (pool: Pool, organizationId: OrganizationId, batch: readonly ReadCommand[]) =>
  withConnection(pool, organizationId, async ({ run, together }) => {
    const consumers = [...new Set(batch.map(({ consumer }) => consumer))]
    // Places first: whoever is moved on meanwhile by another process misses only what that one has passed.
    const [places, rows] = await together([
      () => run(PLACES, [organizationId, consumers]),
      () => run(TAIL, [organizationId, consumers, SHARED]),
    ])
    if (rows.length === SHARED) return batch.map(() => null)
    for (const row of rows) row.cursor = toCursor(row)
    const placeOf = new Map(places.map((place) => [place.consumer, place]))
    return batch.map(({ consumer }) => {
      const place = placeOf.get(consumer)
      return place ? rows.filter((row) => isAfter(row, place)) : rows
    })
  })

const advanceAll = async (
  pool: Pool,
  organizationId: OrganizationId,
  batch: readonly AdvanceCommand[],
): Promise<readonly undefined[]> => {
  const furthest = new Map<string, Place>()
  for (const { consumer, to } of batch) {
    const known = furthest.get(consumer)
    if (!known || isAfter(to, known)) furthest.set(consumer, to)
  }
  // In one order everywhere, so that two processes don't wait for each other in a circle.
  const consumers = [...furthest.keys()].sort()
  const places = consumers.map((consumer) => furthest.get(consumer))
  await withConnection(pool, organizationId, ({ run }) =>
    run(ADVANCE, [
      organizationId,
      consumers,
      places.map((place) => place?.tx),
      places.map((place) => place?.position),
    ]),
  )
  return batch.map(() => undefined)
}

const isAfter = (left: Place, right: Place): boolean => {
  if (left.tx === right.tx) return left.position > right.position
  // Decimal numbers without zeros before them.
  return left.tx.length === right.tx.length ? left.tx > right.tx : left.tx.length > right.tx.length
}

const PLACES = statement<Place & { readonly consumer: string }>(
  'log-places',
  `select consumer, tx::text as tx, position from consumer_cursors
   where organization_id = $1 and consumer = any($2::text[])`,
)

const TAIL = statement<BareRow>(
  'log-tail',
  `with place as (
     select coalesce(passed.tx, '0') as tx, coalesce(passed.position, 0) as position
     from unnest($2::text[]) as reader (consumer)
     left join consumer_cursors as passed
       on passed.organization_id = $1 and passed.consumer = reader.consumer
     order by 1, 2
     limit 1
   )
   select tx::text as tx, position, id, type
   from events
   where organization_id = $1
     and (tx, position) > ((select tx from place), (select position from place))
     and tx < pg_snapshot_xmin(pg_current_snapshot())
   order by events.tx, events.position
   limit $3`,
)

const ADVANCE = statement<never>(
  'log-advance',
  `insert into consumer_cursors as cursors (organization_id, consumer, tx, position)
   select $1, consumer, tx, position
   from unnest($2::text[], $3::xid8[], $4::bigint[]) as passed (consumer, tx, position)
   order by consumer
   on conflict (organization_id, consumer) do update set tx = excluded.tx, position = excluded.position
   where (excluded.tx, excluded.position) > (cursors.tx, cursors.position)`,
)
