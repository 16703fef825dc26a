import { describe, expect, it } from '@jest/globals'
import { lazily } from './lazily.ts'

describe('lazily', () => {
  it('makes nothing before it is asked, and then one for all who ask', async () => {
    let made = 0
    const thing = lazily(async () => {
      made += 1
      return { made }
    })
    expect(made).toBe(0)
    const [one, other] = await Promise.all([thing(), thing()])
    expect(one).toBe(other)
    expect(await thing()).toBe(one)
    expect(made).toBe(1)
  })

  it('does not keep a failure', async () => {
    let attempts = 0
    const thing = lazily(async () => {
      attempts += 1
      if (attempts === 1) throw new Error('not now')
      return attempts
    })
    await expect(thing()).rejects.toThrow('not now')
    expect(await thing()).toBe(2)
  })
})
