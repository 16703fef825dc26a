import type { Clock, Engine, Secrets } from '@parlance/core'
import type { Logger } from './logger.ts'

/** What a request is answered with. */
export interface HttpPorts {
  readonly engine: Engine
  readonly clock: Clock
  readonly secrets: Pick<Secrets, 'sign' | 'equal' | 'digest'>
  readonly logger: Logger
}
