import pg, { type Pool, type PoolConfig } from 'pg'
import { type ApplicationRole, workAs } from './application-role.ts'
import { SESSION_SETTINGS } from './session-settings.ts'
import { VALUE_PARSERS } from './value-parsers.ts'

/** A database, and how to let go of it. */
export interface OpenDatabase {
  readonly pool: Pool
  readonly close: () => Promise<void>
}

export interface OpenPoolOptions {
  /** Connections at most; 10 when left out. */
  readonly max?: number
  /** What the database's own lists of connections show. */
  readonly applicationName?: string
  /** Milliseconds to wait for a free connection, 5,000 when left out. */
  readonly connectionTimeout?: number
  /** Milliseconds that one statement may take, 30,000 when left out. */
  readonly statementTimeout?: number
  /** Milliseconds that a statement waits for a lock, 5,000 when left out. */
  readonly lockTimeout?: number
  /** As whom the stores work: by name, or by the name of the database when left out; null: as the login itself. */
  readonly role?: ApplicationRole
  /** Told of connections that broke; the pool replaces them. One may be told of twice. */
  readonly onError?: (error: Error) => void
}

/** Opens a pool on a Postgres server, with time limits, in UTC, and with the value parsers that the stores need. */
export const openPool = (databaseUrl: string, options: OpenPoolOptions = {}): OpenDatabase => {
  const pool = new pg.Pool(poolConfig(databaseUrl, options))
  workAs(pool, options.role)
  const onError = options.onError ?? (() => undefined)
  // Without listeners a connection that breaks would end the process: the pool listens to idle ones only, so those in use
  // need one of their own. What a broken connection was asked fails by itself.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return { pool, close: () => pool.end() }
}

const poolConfig = (databaseUrl: string, options: OpenPoolOptions): PoolConfig => {
  const statementTimeout = options.statementTimeout ?? 30_000
  return {
    connectionString: databaseUrl,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'parlance',
    connectionTimeoutMillis: options.connectionTimeout ?? 5_000,
    statement_timeout: statementTimeout,
    // The server's own limit comes first; this one is for a server that does not answer at all.
    query_timeout: statementTimeout + 5_000,
    lock_timeout: options.lockTimeout ?? 5_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    pipeline: true,
    options: SESSION_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    types: VALUE_PARSERS,
  }
}
