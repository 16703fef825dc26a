import pg, { type Pool, type PoolConfig } from 'pg'
import type { OpenDatabase } from './open-pool.ts'
import { SESSION_SETTINGS } from './session-settings.ts'
import { upkeep } from './upkeep.ts'
import { VALUE_PARSERS } from './value-parsers.ts'

/** Milliseconds between two times that the embedded database is tidied up. */
const UPKEEP = 10 * 60_000

export interface OpenEmbeddedOptions {
  /** Told when tidying up failed; it is tried again. */
  readonly onError?: (error: unknown) => void
}

/**
 * Opens the embedded database: in a directory of the file system that no other process has open, or in memory when the
 * directory is null. Needs the package `@electric-sql/pglite`. There is one connection, so transactions queue.
 */
export const openEmbedded = async (
  directory: string | null,
  options: OpenEmbeddedOptions = {},
): Promise<OpenDatabase> => {
  const { PGlite } = await import('@electric-sql/pglite')
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres')
  const database = await PGlite.create(directory ?? 'memory://')
  await database.exec(SESSION_SETTINGS.map((setting) => `set ${setting}`).join('; '))
  // It stands in for a connection in everything that pg asks of one, and declares less of it.
  const config = createPgConfig(database) as PoolConfig
  const onError = options.onError ?? (() => undefined)
  const pool = new pg.Pool({
    ...config,
    max: 1,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 0,
    types: VALUE_PARSERS,
  })
  pool.on('error', onError)
  const stopUpkeep = keepUp(pool, onError)
  const close = async () => {
    stopUpkeep()
    await pool.end()
    await database.close()
  }
  return { pool, close }
}

/** Removes dead rows and collects statistics from time to time, which nobody else does: there is no autovacuum. */
const keepUp = (pool: Pool, onError: (error: unknown) => void): (() => void) => {
  const timer = setInterval(() => {
    upkeep(pool, 'vacuum (analyze)').catch(onError)
  }, UPKEEP).unref()
  return () => clearInterval(timer)
}
