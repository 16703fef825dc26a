import { openPool } from '@parlance/adapters-pg'
import { type Clock, SECOND } from '@parlance/core'
import type { Config } from '../config.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import type { Logger } from '../logger.ts'
import { memoryRateLimiter } from './memory-rate-limiter.ts'
import { type OpenRateLimiter, sharedRateLimiter } from './shared-rate-limiter.ts'

type LimiterConfig = Pick<Config, 'databaseUrl' | 'rateLimitStore'>

/** Connections of its own: a statement each, so few are enough. */
const CONNECTIONS = 2

/**
 * Where requests are counted: in Postgres, where there is one that other processes may share, else in this process.
 *
 * @throws OperatorError when Postgres is to count, and there is none.
 */
export const openRateLimiter = (
  { databaseUrl, rateLimitStore }: LimiterConfig,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): OpenRateLimiter => {
  if ((rateLimitStore ?? (databaseUrl === null ? 'memory' : 'postgres')) === 'memory') {
    return { limiter: memoryRateLimiter(), close: async () => undefined }
  }
  if (databaseUrl === null)
    throw new OperatorError('PARLANCE_RATE_LIMIT_STORE is postgres, which needs DATABASE_URL')
  const onError = (err: unknown) =>
    logger.warn({ err }, 'Requests could not be counted in the database; this process counts for itself')
  const { pool } = openPool(databaseUrl, {
    max: CONNECTIONS,
    applicationName: 'parlance rate limits',
    connectionTimeout: SECOND,
    statementTimeout: SECOND,
    lockTimeout: SECOND,
    onError,
  })
  return sharedRateLimiter({ pool, clock, onError })
}
