import type { Engine } from '@parlance/core'
import type { Container } from 'inversify'
import { readConfig } from './config/read-config.ts'
import type { Config } from './config.ts'
import { createContainer } from './container.ts'
import { openDatabase, type ServerDatabase } from './database/open-database.ts'
import { prepareDatabase } from './database/prepare-database.ts'
import { type Listening, listen } from './http/listen.ts'
import { resolve } from './kernel/token.ts'
import { within } from './kernel/within.ts'
import { createLogger, type Logger } from './logger.ts'
import { coreModule } from './modules/core.module.ts'
import { fileModule } from './modules/file.module.ts'
import { httpModule } from './modules/http.module.ts'
import { lineModule } from './modules/line.module.ts'
import { pgModule } from './modules/pg.module.ts'
import { systemModule } from './modules/system.module.ts'
import { webhookModule } from './modules/webhook.module.ts'
import { workerModule } from './modules/worker.module.ts'
import {
  AFTERWARDS,
  CABLE,
  ENGINE,
  FILE_FETCHER,
  FILE_KEEPING,
  HTTP_APP,
  LOGGER,
  RATE_LIMITER,
  READINESS,
  REALTIME,
  SENDER,
  STORAGE_LIFE,
  WORKER,
} from './tokens.ts'

/** What is there before the server takes its first request. */
export interface BeforeListening {
  readonly engine: Engine
  /** Whether the database is the embedded one. */
  readonly embedded: boolean
}

export interface ServerOptions {
  /** Where log lines go; to standard output when left out. */
  readonly logger?: Logger
  /** Runs when the database is ready and nobody is let in yet. */
  readonly beforeListening?: (ports: BeforeListening) => Promise<void>
}

export interface StartedServer {
  /** Where it is reached, without a slash at the end. */
  readonly url: string
  /** The domain, for who embeds the server: no request is needed to use it. */
  readonly engine: Engine
}

/** The whole of Parlance in one process: database, APIs and background work. */
export interface ParlanceServer {
  /**
   * Once only. @throws OperatorError when the database or the address can't be used; nothing is left running then.
   */
  readonly start: () => Promise<StartedServer>
  /** Finishes what is in flight, within `shutdownTimeout`, and lets go of everything. Harmless when repeated. */
  readonly stop: () => Promise<void>
}

interface Parts {
  database?: ServerDatabase
  container?: Container
  listening?: Listening
}

/** Makes a server; what the configuration leaves out is as if nothing were set in the environment. */
export const createServer = (given: Partial<Config> = {}, options: ServerOptions = {}): ParlanceServer => {
  const config = { ...standardConfig(), ...given }
  const logger = options.logger ?? createLogger(config)
  const parts: Parts = {}
  let starting: Promise<StartedServer> | null = null
  let stopped: Promise<void> | null = null
  const start = async (): Promise<StartedServer> => {
    try {
      return await startParts(parts, config, { ...options, logger })
    } catch (error) {
      await stopParts(parts, config.shutdownTimeout).catch(() => undefined)
      throw error
    }
  }
  const stop = async (): Promise<void> => {
    // What failed to start has let go of everything already.
    if (starting === null || (await starting.catch(() => null)) === null) return
    await stopParts(parts, config.shutdownTimeout)
  }
  return {
    start: () => {
      starting ??= start()
      return starting
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

const standardConfig = (): Config => {
  const config = readConfig({})
  if (!config.ok) throw new Error('The standard configuration cannot be used')
  return config.value
}

const startParts = async (
  parts: Parts,
  config: Config,
  { logger, beforeListening }: ServerOptions & { readonly logger: Logger },
): Promise<StartedServer> => {
  const database = await openDatabase(config, (err) => logger.warn({ err }, 'A database connection broke'))
  parts.database = database
  const migrations = await prepareDatabase(database, { migrate: config.migrateOnStart })
  if (migrations.length > 0) logger.info({ migrations }, 'Brought the database up to date')
  const container = createContainer(
    systemModule({ config, logger }),
    fileModule,
    lineModule,
    coreModule,
    pgModule(database),
    webhookModule,
    httpModule,
    workerModule,
  )
  parts.container = container
  const engine = resolve(container, ENGINE)
  await beforeListening?.({ engine, embedded: database.embedded })
  const listening = await listen({
    ...config,
    onRequest: resolve(container, HTTP_APP),
    onUpgrade: resolve(container, CABLE).onUpgrade,
    onError: (err) => logger.error({ err }, 'A connection could not be taken'),
  })
  parts.listening = listening
  resolve(container, WORKER).start()
  resolve(container, READINESS).started()
  logger.info({ url: listening.url, embedded: database.embedded }, 'Listening')
  return { url: listening.url, engine }
}

/** The part of the time to stop in which requests and background work may finish; the rest is for letting go. */
const FINISHING = 0.8
/** The part in which those who listen may go. */
const LEAVING = 0.2

const stopParts = async ({ database, container, listening }: Parts, timeout: number) => {
  const deadline = performance.now() + timeout
  const left = (): number => Math.max(1, deadline - performance.now())
  if (container && listening) {
    resolve(container, READINESS).stopping()
    resolve(container, LOGGER).info('Stopping')
    const worker = resolve(container, WORKER)
    resolve(container, REALTIME).close()
    await Promise.all([
      listening.close(timeout * FINISHING),
      resolve(container, CABLE).close(timeout * LEAVING),
      worker.stop(timeout * FINISHING),
    ])
    await within(left(), resolve(container, SENDER).close())
    await within(left(), resolve(container, AFTERWARDS).close())
    await within(left(), resolve(container, RATE_LIMITER).close())
  }
  if (container) {
    resolve(container, FILE_KEEPING).close()
    await within(left(), resolve(container, FILE_FETCHER).close())
  }
  if (container && listening) {
    const { audit, apiKeys } = resolve(container, ENGINE)
    await within(left(), Promise.all([audit.flush(), apiKeys.flushUses()]))
  }
  if (container) await within(left(), resolve(container, STORAGE_LIFE).close())
  if (database) await within(left(), database.close())
  if (container && listening) resolve(container, LOGGER).info('Stopped')
}
