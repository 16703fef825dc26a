import type { RateLimiter, Taken } from '@parlance/adapters-http'
import { SECOND } from '@parlance/core'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts requests in this process: several processes each allow as many. */
export const memoryRateLimiter = (): RateLimiter => {
  const counters = new Map<string, RateLimiterMemory>()
  const counterOf = (name: string, limit: number, window: number): RateLimiterMemory => {
    const key = `${name} ${limit} ${window}`
    const known = counters.get(key)
    if (known) return known
    const counter = new RateLimiterMemory({ points: limit, duration: window / SECOND, keyPrefix: '' })
    counters.set(key, counter)
    return counter
  }
  return {
    take: async (name, key, { limit, window }) => {
      try {
        return takenOf(await counterOf(name, limit, window).consume(key), true)
      } catch (refused) {
        // The library refuses by throwing how it stands; anything else is an error.
        if (refused instanceof RateLimiterRes) return takenOf(refused, false)
        throw refused
      }
    },
  }
}

const takenOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Taken => ({
  allowed,
  remaining: remainingPoints,
  resetsIn: msBeforeNext,
})
