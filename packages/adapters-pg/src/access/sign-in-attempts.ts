import { type InstallationKeys, LOCKOUT, MOST_FAILURES, type SignInAttempts } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { toInstallationKey } from './sign-in-rows.ts'

/** Counts failures in one row for each account. What `nextAttempt` says is said here in one statement, so that of many at once each counts. */
export const createSignInAttempts = (db: Database): SignInAttempts => ({
  take: async (key, now) => {
    const at = sql`${toIso(now)}::timestamptz`
    const over = sql`${toIso(now - LOCKOUT)}::timestamptz`
    const { rows } = await sql`
      insert into sign_in_attempts as known (key, failures, last_at) values (${key}, 1, ${at})
      on conflict (key) do update set
        failures = case when known.last_at <= ${over} then 1 else known.failures + 1 end,
        last_at = ${at}
      where known.last_at <= ${over} or known.failures < ${MOST_FAILURES}
      returning known.key`.execute(db.outside)
    return rows.length > 0
  },
  giveBack: async (key) => {
    await db.outside
      .updateTable('sign_in_attempts')
      .set((eb) => ({ failures: eb('failures', '-', 1) }))
      .where('key', '=', key)
      .where('failures', '>', 0)
      .execute()
  },
  forgive: async (key) => {
    await db.outside.deleteFrom('sign_in_attempts').where('key', '=', key).execute()
  },
  forget: async (now, limit) => {
    const { rows } = await sql`
      with old as (
        select key from sign_in_attempts
        where last_at <= ${toIso(now - LOCKOUT)}::timestamptz
        order by last_at
        limit ${limit}
        for update skip locked
      )
      delete from sign_in_attempts as forgotten using old
      where forgotten.key = old.key
      returning forgotten.key`.execute(db.outside)
    return rows.length
  },
})

/** The keys of the whole installation. */
export const createInstallationKeys = (db: Database): InstallationKeys => ({
  list: async (purpose) => {
    const rows = await db.outside
      .selectFrom('installation_keys')
      .selectAll()
      .where('purpose', '=', purpose)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(100)
      .execute()
    return rows.map(toInstallationKey)
  },
  insert: async ({ id, purpose, content, createdAt }) => {
    await db.outside
      .insertInto('installation_keys')
      .values({ id, purpose, content, created_at: toIso(createdAt) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  },
  remove: async (id) => {
    await db.outside.deleteFrom('installation_keys').where('id', '=', id).execute()
  },
})
