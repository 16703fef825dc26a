import { type Kysely, sql } from 'kysely'

/**
 * How often callers asked, as the library that counts wants it. It is no loss when a crash empties it, so nothing of it
 * is written to the server's log.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create unlogged table rate_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`.execute(db)
  await sql`create index rate_limits_by_expiry on rate_limits (expire)`.execute(db)
}
