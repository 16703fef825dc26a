import { describe, expect, it } from '@jest/globals'
import { untilNumbered } from './until-numbered.ts'

/** Numbers from 101 on, and how many were taken each time. */
const aSource = () => {
  const taken: number[] = []
  let last = 100
  const take = async (count: number) => {
    taken.push(count)
    return Array.from({ length: count }, () => {
      last += 1
      return last
    })
  }
  return { taken, take }
}

describe('untilNumbered', () => {
  it('decides once when the numbers suffice', async () => {
    const { taken, take } = aSource()
    let attempts = 0
    const used = await untilNumbered([{ given: [7, 8], take }], ([numbers]) => {
      attempts += 1
      return [numbers?.next(), numbers?.next()]
    })
    expect({ used, attempts, taken }).toEqual({ used: [7, 8], attempts: 1, taken: [] })
  })

  it('takes what was missing and decides again, so that no number is made up', async () => {
    const { taken, take } = aSource()
    const used = await untilNumbered([{ given: [7], take }], ([numbers]) => [
      numbers?.next(),
      numbers?.next(),
      numbers?.next(),
    ])
    expect({ used, taken }).toEqual({ used: [7, 101, 102], taken: [2] })
  })

  it('takes of each kind what it lacks', async () => {
    const [few, none] = [aSource(), aSource()]
    const kinds = [
      { given: [], take: few.take },
      { given: [], take: none.take },
    ]
    const used = await untilNumbered(kinds, ([numbers]) => numbers?.next())
    expect({ used, few: few.taken, none: none.taken }).toEqual({ used: 101, few: [1], none: [] })
  })

  it('gives up on a rule that wants more each time', async () => {
    const { take } = aSource()
    let wanted = 0
    const deciding = untilNumbered([{ given: [], take }], ([numbers]) => {
      wanted += 1
      for (let count = 0; count < wanted; count += 1) numbers?.next()
    })
    await expect(deciding).rejects.toThrow('A rule decided otherwise')
  })
})
