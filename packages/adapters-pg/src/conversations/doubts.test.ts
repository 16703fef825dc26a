import { describe, expect, it } from '@jest/globals'
import { fixtureId } from '@parlance/core/testing'
import { createDoubts } from './doubts.ts'

describe('a doubt', () => {
  const [one, other] = [fixtureId<'organization'>(1), fixtureId<'organization'>(2)]

  it('concerns one organization, for a second', () => {
    let time = 0
    const doubts = createDoubts(() => time)
    doubts.add(one)
    time = 999
    expect([doubts.has(one), doubts.has(other)]).toEqual([true, false])
    time = 1_000
    expect(doubts.has(one)).toBe(false)
  })

  it('lasts a second after the last one', () => {
    let time = 0
    const doubts = createDoubts(() => time)
    doubts.add(one)
    time = 500
    doubts.add(one)
    time = 1_499
    expect(doubts.has(one)).toBe(true)
  })
})
