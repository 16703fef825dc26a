import { join } from 'node:path'
import { type OpenDatabase, openEmbedded, openPool } from '@parlance/adapters-pg'
import type { Config } from '../config.ts'
import { lockDataDirectory } from './data-directory-lock.ts'

/** The database that the configuration names. */
export interface ServerDatabase extends OpenDatabase {
  /** True: the embedded one, which is this process's alone. */
  readonly embedded: boolean
}

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'dataDir' | 'databasePoolSize' | 'databaseRole'>

/**
 * Opens Postgres when there is an address, else the embedded database. Postgres is not asked for anything yet.
 *
 * @param onError told of connections that broke while nobody used them.
 * @throws OperatorError when another process has the embedded database.
 */
export const openDatabase = async (
  config: DatabaseConfig,
  onError: (error: Error) => void,
): Promise<ServerDatabase> => {
  const { databaseUrl, dataDir, databasePoolSize: max, databaseRole } = config
  const role = databaseRole === 'none' ? null : (databaseRole ?? undefined)
  if (databaseUrl !== null) return { ...openPool(databaseUrl, { max, role, onError }), embedded: false }
  return dataDir === null ? { ...(await openEmbedded(null)), embedded: true } : openDirectory(dataDir)
}

const openDirectory = async (directory: string): Promise<ServerDatabase> => {
  const lock = lockDataDirectory(directory)
  try {
    const { pool, close } = await openEmbedded(join(directory, 'database'))
    return { pool, close: () => close().finally(lock.release), embedded: true }
  } catch (error) {
    lock.release()
    throw error
  }
}
