import type { Pool } from 'pg'
import { isLogRestored } from './kernel/restored-log.ts'
import { migrationStatus } from './migrations/migrate.ts'

/** Whether the storage can be used, and if not, why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string }

/** Asks the database whether it answers, gives values the way the stores read them, and has every migration. */
export const createReadyCheck = (pool: Pool): (() => Promise<Readiness>) => {
  // A log does not become another one while the program runs, so this is asked until it is answered well.
  let ownLog = false
  const findFault = async (): Promise<string | null> => {
    const { rows } = await pool.query('select 1::bigint as number, to_timestamp(0) as moment')
    if (rows[0]?.number !== 1 || rows[0]?.moment !== 0) {
      return 'The pool has other value parsers: open it with openPool or openEmbedded'
    }
    const { pending } = await migrationStatus(pool)
    if (pending.length > 0) return `Migrations are missing: ${pending.join(', ')}`
    ownLog ||= !(await isLogRestored(pool))
    return ownLog ? null : 'The data was restored from another server: run the migrations'
  }
  return async () => {
    try {
      const reason = await findFault()
      return reason === null ? { ready: true } : { ready: false, reason }
    } catch (error) {
      return { ready: false, reason: error instanceof Error ? error.message : String(error) }
    }
  }
}
