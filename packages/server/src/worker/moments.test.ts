import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { fixtureId } from '@parlance/core/testing'
import { createMoments } from './moments.ts'

const ONE = fixtureId<'organization'>(1)
const OTHER = fixtureId<'organization'>(2)

describe('the next moment', () => {
  it('is the same for all who wait for an organization, and comes once', async () => {
    const moments = createMoments(20)
    const looks: string[] = []
    let turn = 0
    const look = (who: string) => () => {
      looks.push(`${who} ${turn}`)
      queueMicrotask(() => {
        turn += 1
      })
    }
    moments.next(ONE, look('first'))
    await wait(5)
    moments.next(ONE, look('second'))
    await wait(100)
    expect(looks).toEqual(['first 0', 'second 0'])
  })

  it('of another organization is its own', async () => {
    const moments = createMoments(5)
    const looked = new Set<string>()
    moments.next(ONE, () => looked.add('one'))
    moments.next(OTHER, () => looked.add('other'))
    await wait(100)
    expect([...looked].toSorted()).toEqual(['one', 'other'])
    moments.next(ONE, () => looked.add('one again'))
    await wait(100)
    expect(looked).toContain('one again')
  })
})
