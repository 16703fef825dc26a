import { sql } from 'kysely'
import type { Pool } from 'pg'
import { createDatabase, createLoginDatabase, type Executor } from './database.ts'

/**
 * Whether the log came from another server, as a restored dump: its transactions are numbered ahead of this server's, so
 * what is recorded from now on would sort before what consumers have passed, and be lost to them.
 */
export const isLogRestored = (pool: Pool): Promise<boolean> => isAhead(createDatabase(pool).outside)

const isAhead = async (db: Pick<Executor, 'getExecutor'>): Promise<boolean> => {
  const { rows } = await sql<{ readonly ahead: boolean }>`select log_is_ahead() as ahead`.execute(db)
  return rows[0]?.ahead ?? false
}

/**
 * Puts a restored log before everything that this server will record, and consumers where they were; some are handed
 * again what they have passed. Does nothing to a log that was made here.
 */
export const adoptRestoredLog = async (pool: Pool): Promise<void> => {
  const db = createLoginDatabase(pool)
  if (!(await isAhead(db))) return
  await db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`lock table events, consumer_cursors in exclusive mode`.execute(tx)
    // Another process that started at the same moment was first.
    if (!(await isAhead(tx))) return
    await moveCursors(tx)
    await sql`update events set tx = '0' where tx <> '0'`.execute(tx)
  })
}

/** Without their transactions, events are ordered by position, so a cursor goes before the first that was not passed. */
const moveCursors = async (tx: Executor): Promise<void> => {
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
