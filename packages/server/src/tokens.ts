import type { RequestListener } from 'node:http'
import type { Realtime } from '@parlance/adapters-http'
import type { Dispatcher, FileFetcher, Sender } from '@parlance/adapters-webhook'
import type {
  ChannelLines,
  Clock,
  Engine,
  IdSource,
  LogConsumer,
  Mailer,
  Secrets,
  StoragePorts,
  WorldPorts,
} from '@parlance/core'
import type { Config } from './config.ts'
import type { OpenFileKeeping } from './files/index.ts'
import type { CableServer } from './http/cable-server.ts'
import type { Readiness } from './http/readiness.ts'
import type { OpenRateLimiter } from './http/shared-rate-limiter.ts'
import { token } from './kernel/token.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import type { RunningAfterwards } from './system/create-afterwards.ts'
import type { Worker } from './worker.ts'

/** What the process needs of the storage besides what the domain does. */
export interface StorageLife {
  /** The migrations that are still to come; throws when the storage can't be reached. */
  readonly pendingMigrations: () => Promise<readonly string[]>
  /** Writes what was taken on, and lets go. */
  readonly close: () => Promise<void>
}

/** What tells people what happens, as it happens. */
export interface RealtimeLife extends Realtime {
  /** Ends all streams, and reads the log no more. */
  readonly close: () => void
}

export const CONFIG = token<Config>('config')
export const LOGGER = token<Logger>('logger')
export const METRICS = token<Metrics>('metrics')
export const CLOCK = token<Clock>('clock')
export const IDS = token<IdSource>('ids')
export const SECRETS = token<Secrets>('secrets')
export const MAILER = token<Mailer>('mailer')
export const AFTERWARDS = token<RunningAfterwards>('afterwards')
export const WORLD = token<WorldPorts>('world')
export const STORAGE = token<StoragePorts>('storage')
export const STORAGE_LIFE = token<StorageLife>('storage life')
export const FILE_KEEPING = token<OpenFileKeeping>('file keeping')
export const FILE_FETCHER = token<FileFetcher>('file fetcher')
export const CHANNEL_LINES = token<ChannelLines>('channel lines')
export const ENGINE = token<Engine>('engine')
export const FAN_OUT = token<LogConsumer>('webhook fan-out')
export const SENDER = token<Sender>('webhook sender')
export const DISPATCHER = token<Dispatcher>('webhook dispatcher')
export const READINESS = token<Readiness>('readiness')
export const HTTP_APP = token<RequestListener>('http app')
export const RATE_LIMITER = token<OpenRateLimiter>('rate limiter')
export const REALTIME = token<RealtimeLife>('realtime')
export const CABLE = token<CableServer>('cable')
export const WORKER = token<Worker>('worker')
