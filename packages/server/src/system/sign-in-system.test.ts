import { describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { commonPasswords } from './common-passwords.ts'
import { createAfterwards } from './create-afterwards.ts'
import { oneTimeCodes } from './one-time-codes.ts'

describe('one-time codes', () => {
  /** The secret of the RFC, `12345678901234567890`, in base 32. */
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

  it.each([
    [20_000_000_000, '353130'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at %d seconds are those of RFC 6238', async (seconds, code) => {
    const step = Math.floor(seconds / 30)
    expect(await oneTimeCodes.stepOf(SECRET, code, seconds * 1_000)).toBe(step)
    expect(await oneTimeCodes.stepOf(SECRET, code, (seconds + 30) * 1_000)).toBe(step)
    expect(await oneTimeCodes.stepOf(SECRET, code, (seconds - 30) * 1_000)).toBe(step)
    expect(await oneTimeCodes.stepOf(SECRET, code, (seconds + 60) * 1_000)).toBeNull()
  })

  it.each(['', '28708', '2870820', 'abcdef', '287 82', '٢٨٧٠٨٢'])('are six digits, not %j', async (code) => {
    expect(await oneTimeCodes.stepOf(SECRET, code, 59_000)).toBeNull()
  })

  it('begin with a secret of 160 bits, that an app can read', async () => {
    const [one, other] = [await oneTimeCodes.propose('ada@acme.test'), await oneTimeCodes.propose('x')]
    expect(one.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(other.secret).not.toBe(one.secret)
    const url = new URL(one.url)
    expect(url.searchParams.get('secret')).toBe(one.secret)
    expect(decodeURIComponent(url.pathname)).toContain('Parlance:ada@acme.test')
    expect(one.picture).toMatch(/^<svg/)
  })
})

describe('common passwords', () => {
  it('are known in any case, and others are not', async () => {
    for (const password of ['password1', 'PASSWORD1', 'qwertyuiop', '123456789012'])
      expect([password, await commonPasswords.has(password)]).toEqual([password, true])
    expect(await commonPasswords.has('correct horse battery staple')).toBe(false)
  })
})

describe('what is done afterwards', () => {
  it('is tried again until it works', async () => {
    const failed: [string, boolean][] = []
    const { afterwards, close } = createAfterwards({
      onFailed: (name, _error, givenUp) => failed.push([name, givenUp]),
      waits: [1, 1, 1],
    })
    let tried = 0
    afterwards('try', async () => {
      tried += 1
      if (tried < 3) throw new Error('Not yet')
    })
    expect(tried).toBe(0)
    await until('it worked', () => tried === 3)
    await close()
    expect(failed).toEqual([
      ['try', false],
      ['try', false],
    ])
  })

  it('is given up after a few times, and keeps nobody from stopping', async () => {
    const failed: boolean[] = []
    const options = { onFailed: (_name: string, _error: unknown, givenUp: boolean) => failed.push(givenUp) }
    const patient = createAfterwards({ ...options, waits: [1] })
    patient.afterwards('fail', () => Promise.reject(new Error('Never')))
    await until('it is given up', () => failed.length === 2)
    expect(failed).toEqual([false, true])
    const waiting = createAfterwards({ ...options, waits: [3_600_000] })
    waiting.afterwards('fail', () => Promise.reject(new Error('Never')))
    await until('it failed', () => failed.length === 3)
    await waiting.close()
  })

  it('is refused when too much waits', async () => {
    const failed: string[] = []
    const { afterwards, close } = createAfterwards({ onFailed: (name) => failed.push(name) })
    let done = 0
    for (let count = 0; count < 1_001; count += 1)
      afterwards(`work ${count}`, async () => {
        done += 1
      })
    await close()
    expect([done, failed]).toEqual([1_000, ['work 1000']])
  })
})
