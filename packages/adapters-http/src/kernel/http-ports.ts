import type { Clock, Engine, Secrets } from '@parlance/core'
import type { Logger } from './logger.ts'
import type { RateGuard } from './rate-guard.ts'

/** What a request is answered with. */
export interface HttpPorts {
  readonly engine: Engine
  readonly clock: Clock
  readonly secrets: Pick<Secrets, 'sign' | 'equal' | 'digest'>
  readonly logger: Logger
  /** Keeps callers within the limits of routes; there are none when it is left out. */
  readonly rateGuard?: RateGuard | undefined
  /** The bytes that the files of one request may have together. */
  readonly fileLimit: number
  /** Where the server is reached, without a slash at the end; what the caller asked for when it is left out. */
  readonly publicUrl?: string | undefined
}
