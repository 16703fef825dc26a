import { describe, expect, it } from '@jest/globals'
import { MINUTE } from '@parlance/core'
import { createTestWorld } from '@parlance/core/testing'
import { type Count, MOST_REMEMBERED, portionedRateLimiter } from './portioned-rate-limiter.ts'

/** A counter that several limiters share, and how often it was asked. */
const counter = () => {
  const counted = new Map<string, number>()
  const asked: number[] = []
  const count: Count = async (key, requests, { limit, window }) => {
    await Promise.resolve()
    asked.push(requests)
    const before = counted.get(key) ?? 0
    counted.set(key, before + requests)
    const granted = Math.max(0, Math.min(requests, limit - before))
    return { granted, remaining: Math.max(0, limit - before - requests), resetsIn: window }
  }
  return { count, counted, asked }
}

const limit = (requests: number) => ({ limit: requests, window: MINUTE })
const { clock } = createTestWorld()

describe('a limiter that takes portions', () => {
  it.each([1, 5, 30, 100, 101, 600])('lets two processes have %i together, within 5 %%', async (most) => {
    const { count, asked } = counter()
    const two = [portionedRateLimiter(count, clock), portionedRateLimiter(count, clock)]
    let allowed = 0
    for (let at = 0; at < 2 * most + 10; at += 1) {
      const taken = await two[at % 2]?.take('support', 'ada', limit(most))
      if (taken?.allowed) allowed += 1
    }
    expect(allowed).toBeLessThanOrEqual(most)
    expect(allowed).toBeGreaterThanOrEqual(Math.floor(most * 0.95))
    expect(asked.length).toBeLessThanOrEqual(Math.ceil(most / Math.max(1, Math.floor(most * 0.02))) + 4)
  })

  it('asks once for all who wait', async () => {
    const { count, asked } = counter()
    const limiter = portionedRateLimiter(count, clock)
    const taken = await Promise.all(
      Array.from({ length: 120 }, () => limiter.take('support', 'ada', limit(100))),
    )
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(100)
    expect(asked.length).toBeLessThanOrEqual(3)
    const later = asked.length
    expect(await limiter.take('support', 'ada', limit(100))).toMatchObject({ allowed: false, remaining: 0 })
    expect(asked).toHaveLength(later)
  })

  it('tells what is left, keeps callers and limits apart, and begins again with the next window', async () => {
    const { count, counted } = counter()
    let now = 0
    const limiter = portionedRateLimiter(count, { now: () => now })
    const take = (caller: string) => limiter.take('support', caller, limit(2))
    expect(await take('ada')).toEqual({ allowed: true, remaining: 1, resetsIn: MINUTE })
    await take('ada')
    expect(await take('ada')).toMatchObject({ allowed: false })
    expect(await take('grace')).toMatchObject({ allowed: true })
    expect(await limiter.take('chatbot', 'ada', limit(2))).toMatchObject({ allowed: true })
    now += MINUTE
    counted.clear()
    expect(await take('ada')).toMatchObject({ allowed: true, remaining: 1 })
  })

  it('forgets callers beyond a number, so that nobody can fill the memory', async () => {
    const { count, asked } = counter()
    const limiter = portionedRateLimiter(count, clock)
    for (let at = 0; at <= MOST_REMEMBERED; at += 1) await limiter.take('support', `${at}`, limit(100))
    const before = asked.length
    await limiter.take('support', `${MOST_REMEMBERED}`, limit(100))
    expect(asked).toHaveLength(before)
    await limiter.take('support', '0', limit(100))
    expect(asked).toHaveLength(before + 1)
  })
})
