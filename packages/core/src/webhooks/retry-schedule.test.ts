import { describe, expect, it } from '@jest/globals'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/index.ts'
import { RETRY_WAITS, waitAfter } from './retry-schedule.ts'

describe('the retry schedule', () => {
  it.each([
    { made: 0, wait: 0 },
    { made: 1, wait: 5 * SECOND },
    { made: 2, wait: 5 * MINUTE },
    { made: 3, wait: 30 * MINUTE },
    { made: 4, wait: 2 * HOUR },
    { made: 5, wait: 5 * HOUR },
    { made: 6, wait: 10 * HOUR },
    { made: 7, wait: 14 * HOUR },
    { made: 8, wait: 20 * HOUR },
    { made: 9, wait: 24 * HOUR },
  ])('after $made attempts waits $wait ms, 20 % less or more', ({ made, wait }) => {
    expect(waitAfter(made, { jitter: 0, retryAfter: null })).toBe(wait * 0.8)
    expect(waitAfter(made, { jitter: 0.5, retryAfter: null })).toBe(wait)
    expect(waitAfter(made, { jitter: 1, retryAfter: null })).toBe(wait * 1.2)
  })

  it('ends after ten attempts', () => {
    expect(RETRY_WAITS).toHaveLength(10)
    expect(waitAfter(10, { jitter: 0.5, retryAfter: null })).toBeNull()
  })

  it.each([
    { given: 'a longer Retry-After', retryAfter: HOUR, wait: HOUR },
    { given: 'a shorter Retry-After', retryAfter: SECOND, wait: 5 * MINUTE },
    { given: 'a Retry-After of more than a day', retryAfter: 3 * DAY, wait: DAY },
    { given: 'no Retry-After', retryAfter: null, wait: 5 * MINUTE },
  ])('given $given waits $wait ms', ({ retryAfter, wait }) => {
    expect(waitAfter(2, { jitter: 0.5, retryAfter })).toBe(wait)
  })

  it('can be another one', () => {
    const terms = { jitter: 0.5, retryAfter: null, waits: [0, 100] }
    expect([0, 1, 2].map((made) => waitAfter(made, terms))).toEqual([0, 100, null])
  })

  it('is not made longer by Retry-After', () => {
    expect(waitAfter(10, { jitter: 0.5, retryAfter: HOUR })).toBeNull()
  })
})
