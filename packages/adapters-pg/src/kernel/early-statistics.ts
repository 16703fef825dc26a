import type { Pool } from 'pg'
import { upkeep } from './upkeep.ts'

const TABLES = ['contacts', 'contact_points', 'conversations', 'messages', 'assignments', 'events']
const FIRST = 16
const GROWTH = 4

/** Has statistics collected while tables grow fast. */
export interface EarlyStatistics {
  /** Called after each transaction that recorded something. */
  readonly recorded: () => void
  /** Waits for what is under way. */
  readonly settled: () => Promise<void>
}

/**
 * The planner knows nothing of a table until its statistics are collected: a minute after it grew on a server, and never on
 * the embedded database. It then takes an organization for a single row, and reads all of it for each batch. So statistics
 * are collected after 16 transactions of this process, after 64, 256 and so on.
 */
export const createEarlyStatistics = (pool: Pool, onError: (error: unknown) => void): EarlyStatistics => {
  let count = 0
  let next = FIRST
  let running: Promise<unknown> = Promise.resolve()
  return {
    recorded: () => {
      count += 1
      if (count < next) return
      next *= GROWTH
      running = running.then(() => upkeep(pool, `analyze ${TABLES.join(', ')}`)).catch(onError)
    },
    settled: async () => {
      await running
    },
  }
}
