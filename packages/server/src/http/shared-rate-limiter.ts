import type { RateLimit, RateLimiter } from '@parlance/adapters-http'
import { type Clock, HOUR, MINUTE, SECOND } from '@parlance/core'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { within } from '../kernel/within.ts'
import { type Count, type Portion, portionedRateLimiter } from './portioned-rate-limiter.ts'

/** A limiter, and what ends what it holds. */
export interface OpenRateLimiter {
  readonly limiter: RateLimiter
  readonly close: () => Promise<void>
}

export interface SharedRateLimiterOptions {
  /** Of its own, so that requests that are counted don't wait behind those that are answered. */
  readonly pool: Pool
  readonly clock: Clock
  /** Told when the database could not count; this process then counts for itself for a moment. */
  readonly onError: (error: unknown) => void
}

/** Milliseconds that a request waits to be counted at the most. */
const PATIENCE = 500
/** Milliseconds that the database is left alone after it did not count. */
const REST = SECOND
const SWEEPING = 5 * MINUTE
const TABLE = 'rate_limits'

type Numbers = Pick<RateLimit, 'limit' | 'window'>

/**
 * Counts requests in Postgres, so that all processes on it share their limits. While the database does not answer, this
 * process counts for itself: nobody waits for long, and nobody gets in without limits.
 */
export const sharedRateLimiter = ({ pool, clock, onError }: SharedRateLimiterOptions): OpenRateLimiter => {
  const stored = eachOnce(
    ({ limit, window }) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: TABLE,
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: '',
        points: limit,
        duration: window / SECOND,
      }),
  )
  const own = eachOnce(
    ({ limit, window }) => new RateLimiterMemory({ points: limit, duration: window / SECOND, keyPrefix: '' }),
  )
  let restsUntil = 0
  const count: Count = async (key, requests, numbers) => {
    if (clock.now() >= restsUntil) {
      try {
        const counted = await within(PATIENCE, consume(stored(numbers), key, requests))
        if (counted) return counted
        throw new Error(`No answer within ${PATIENCE} ms`)
      } catch (error) {
        restsUntil = clock.now() + REST
        onError(error)
      }
    }
    return consume(own(numbers), key, requests)
  }
  const sweep = setInterval(() => {
    void pool.query(`delete from ${TABLE} where expire < $1`, [clock.now() - HOUR]).catch(onError)
  }, SWEEPING)
  sweep.unref()
  return {
    limiter: portionedRateLimiter(count, clock),
    close: async () => {
      clearInterval(sweep)
      await pool.end()
    },
  }
}

/** One for each pair of numbers: there are as many as there are limits. */
const eachOnce = <T>(make: (numbers: Numbers) => T): ((numbers: Numbers) => T) => {
  const made = new Map<string, T>()
  return (numbers) => {
    const key = `${numbers.limit} ${numbers.window}`
    const known = made.get(key) ?? make(numbers)
    made.set(key, known)
    return known
  }
}

type Counter = RateLimiterPostgres | RateLimiterMemory

/** The library refuses by throwing how it stands, with what was asked for counted in; anything else is an error. */
const consume = async (counter: Counter, key: string, requests: number): Promise<Portion> => {
  try {
    const { remainingPoints, msBeforeNext } = await counter.consume(key, requests)
    return { granted: requests, remaining: remainingPoints, resetsIn: msBeforeNext }
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const before = refused.consumedPoints - requests
    return {
      granted: Math.max(0, counter.points - before),
      remaining: 0,
      resetsIn: refused.msBeforeNext,
    }
  }
}
