import { sql } from 'kysely'
import type { Executor } from './database.ts'
import { isUniqueViolation } from './pg-error.ts'

/**
 * Runs a statement that may give a row a key that another row has. False when one has it, and then nothing is changed
 * and the transaction goes on.
 */
export const unlessTaken = async (db: Executor, write: () => Promise<unknown>): Promise<boolean> => {
  await sql`savepoint unless_taken`.execute(db)
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await sql`rollback to savepoint unless_taken`.execute(db)
    return false
  }
  await sql`release savepoint unless_taken`.execute(db)
  return true
}
