import type { RateLimit, RateLimiter, Taken } from '@parlance/adapters-http'
import type { Clock } from '@parlance/core'

/** What a counter gave of a limit. */
export interface Portion {
  /** Requests that are allowed by it; fewer than were asked for when the limit is used up. */
  readonly granted: number
  /** What is left for others. */
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetsIn: number
}

/** Counts several requests at once. It never rejects, and answers within a bounded time. */
export type Count = (
  key: string,
  requests: number,
  limit: Pick<RateLimit, 'limit' | 'window'>,
) => Promise<Portion>

/** The part of a limit that a process takes at once: what it does not use is lost to the others until the window ends. */
const PORTION = 0.02

/** Callers that are remembered; those beyond are forgotten, oldest first, and counted again with a portion of their own. */
export const MOST_REMEMBERED = 20_000

interface Stand {
  /** Of the portion in hand. */
  left: number
  remaining: number
  endsAt: number
  /** Whether there is nothing more in this window. */
  exhausted: boolean
  asking: boolean
  readonly waiting: ((taken: Taken) => void)[]
}

/**
 * A limiter that spares its counter: each process takes portions of a limit, and counts them off by itself. A limit is
 * never passed by that, whoever shares it; what a process does not use of its last portion is all that others miss. A
 * caller who has used up its limit is refused without asking again.
 */
export const portionedRateLimiter = (count: Count, clock: Clock): RateLimiter => {
  const stands = new Map<string, Stand>()

  const standOf = (key: string): Stand => {
    const known = stands.get(key)
    if (known && (known.asking || known.endsAt > clock.now())) return known
    const fresh: Stand = { left: 0, remaining: 0, endsAt: 0, exhausted: false, asking: false, waiting: [] }
    // Behind all others, because it is the newest.
    stands.delete(key)
    stands.set(key, fresh)
    if (stands.size > MOST_REMEMBERED) forgetOldest(stands)
    return fresh
  }

  const ask = async (stand: Stand, key: string, limit: Pick<RateLimit, 'limit' | 'window'>) => {
    stand.asking = true
    while (stand.waiting.length > 0) {
      const wanted = Math.min(
        limit.limit,
        Math.max(Math.floor(limit.limit * PORTION), stand.waiting.length, 1),
      )
      const portion = await count(key, wanted, limit)
      stand.left += portion.granted
      stand.remaining = portion.remaining
      stand.endsAt = clock.now() + portion.resetsIn
      stand.exhausted = portion.granted < wanted
      answer(stand, clock)
    }
    stand.asking = false
  }

  return {
    take: (name, caller, limit) => {
      const key = `${name} ${caller}`
      const stand = standOf(key)
      if (stand.left > 0 || (stand.exhausted && !stand.asking)) return Promise.resolve(takenOf(stand, clock))
      return new Promise((resolve) => {
        stand.waiting.push(resolve)
        if (!stand.asking) void ask(stand, key, limit)
      })
    },
  }
}

/** One request of what is in hand; refused when there is nothing. */
const takenOf = (stand: Stand, clock: Clock): Taken => {
  const allowed = stand.left > 0
  if (allowed) stand.left -= 1
  return {
    allowed,
    remaining: stand.left + stand.remaining,
    resetsIn: Math.max(0, stand.endsAt - clock.now()),
  }
}

/** Answers who waits, as far as what is in hand goes; everybody, when there is nothing more. */
const answer = (stand: Stand, clock: Clock): void => {
  while (stand.waiting.length > 0 && (stand.left > 0 || stand.exhausted)) {
    stand.waiting.shift()?.(takenOf(stand, clock))
  }
}

/** Those who wait for an answer are kept. */
const forgetOldest = (stands: Map<string, Stand>): void => {
  for (const [key, stand] of stands) {
    if (stand.asking) continue
    stands.delete(key)
    return
  }
}
