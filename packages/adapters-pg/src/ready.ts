import type { Pool } from 'pg'
import { migrationStatus } from './migrations/migrate.ts'

/** Whether the storage can be used, and if not, why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string }

/** Asks the database whether it answers, gives values the way the stores read them, and has every migration. */
export const checkReady = async (pool: Pool): Promise<Readiness> => {
  try {
    const { rows } = await pool.query('select 1::bigint as number, to_timestamp(0) as moment')
    if (rows[0]?.number !== 1 || rows[0]?.moment !== 0) {
      return {
        ready: false,
        reason: 'The pool has other value parsers: open it with openPool or openEmbedded',
      }
    }
    const { pending } = await migrationStatus(pool)
    if (pending.length === 0) return { ready: true }
    return { ready: false, reason: `Migrations are missing: ${pending.join(', ')}` }
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
