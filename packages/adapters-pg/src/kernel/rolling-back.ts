import type { Result } from '@parlance/core'
import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Executor } from './database.ts'
import { retryingLostRaces } from './retry.ts'

/** Thrown through Kysely's transaction to make it roll back; never seen outside. */
class Rollback extends Error {}

/**
 * Runs `work` in a transaction that commits when it resolves to `ok`, and rolls back when it resolves to an error. Lost
 * races run again, at most three times.
 */
export const rollingBack = <R extends Result<unknown, unknown>>(
  db: Executor,
  work: (tx: Transaction<Schema>) => Promise<R>,
): Promise<R> =>
  retryingLostRaces(async () => {
    let refused: R | undefined
    const rollback = new Rollback()
    try {
      return await db.transaction().execute(async (tx) => {
        const result = await work(tx)
        if (result.ok) return result
        refused = result
        throw rollback
      })
    } catch (error) {
      if (error === rollback && refused) return refused
      throw error
    }
  })
