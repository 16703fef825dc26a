import { sql } from 'kysely'
import type { Pool } from 'pg'
import { createDatabase, type Database } from './database.ts'

/**
 * Whether the log came from another server, as a restored dump: its transactions are numbered ahead of this server's, so
 * what is recorded from now on would sort before what consumers have passed, and be lost to them.
 */
export const isLogRestored = async (pool: Pool): Promise<boolean> => {
  const { rows } = await ahead.execute(createDatabase(pool))
  return rows.length > 0
}

const ahead = sql`
  select from organizations
  cross join lateral (
    select events.tx from events
    where events.organization_id = organizations.organization_id
    order by events.tx desc, events.position desc
    limit 1
  ) as newest
  where newest.tx >= pg_snapshot_xmax(pg_current_snapshot())
  limit 1`

/**
 * Puts a restored log before everything that this server will record, and consumers where they were; some are handed
 * again what they have passed. Does nothing to a log that was made here.
 */
export const adoptRestoredLog = async (pool: Pool): Promise<void> => {
  if (!(await isLogRestored(pool))) return
  await createDatabase(pool)
    .transaction()
    .execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      await sql`lock table events, consumer_cursors in exclusive mode`.execute(tx)
      const { rows } = await ahead.execute(tx)
      // Another process that started at the same moment was first.
      if (rows.length === 0) return
      await moveCursors(tx)
      await sql`update events set tx = '0' where tx <> '0'`.execute(tx)
    })
}

/** Without their transactions, events are ordered by position, so a cursor goes before the first that was not passed. */
const moveCursors = async (tx: Database): Promise<void> => {
  await sql`
    update consumer_cursors as passed
    set tx = '0', position = coalesce(
      (
        select min(events.position) - 1 from events
        where events.organization_id = passed.organization_id
          and (events.tx, events.position) > (passed.tx, passed.position)
      ),
      (select max(events.position) from events where events.organization_id = passed.organization_id),
      0
    )`.execute(tx)
}
