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
}
