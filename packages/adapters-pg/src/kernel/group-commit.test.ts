import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { createGroups } from './group-commit.ts'
import { Overloaded } from './overloaded.ts'

/** Groups whose batches end when the test says so. */
const aRunner = (limits = { batch: 3, queue: 5 }) => {
  const batches: {
    readonly group: string
    readonly commands: readonly number[]
    readonly next: () => void
    readonly end: () => void
  }[] = []
  const groups = createGroups<string, number>(
    (group, commands, { next }) =>
      new Promise((resolve) => batches.push({ group, commands, next, end: () => resolve() })),
    limits,
    // Those with the same last digit are about the same.
    (command) => command % 10,
  )
  /** One turn for a batch to end, and the next for another to begin. */
  const turn = async () => {
    await endOfTurn()
    await endOfTurn()
  }
  const begun = () => batches.map(({ group, commands }) => [group, commands])
  return { groups, batches, begun, turn }
}

describe('groups', () => {
  it('carry out together what arrives in one turn', async () => {
    const { groups, begun, turn } = aRunner()
    groups.submit('a', 1)
    groups.submit('a', 2)
    await turn()
    expect(begun()).toEqual([['a', [1, 2]]])
  })

  it('collect what arrives while a batch is under way, and cap the next one', async () => {
    const { groups, batches, begun, turn } = aRunner()
    groups.submit('a', 1)
    await turn()
    for (const command of [2, 3, 4, 5]) groups.submit('a', command)
    await turn()
    expect(begun()).toEqual([['a', [1]]])
    batches[0]?.end()
    await turn()
    batches[1]?.end()
    await turn()
    expect(begun()).toEqual([
      ['a', [1]],
      ['a', [2, 3, 4]],
      ['a', [5]],
    ])
  })

  it('do not wait for each other', async () => {
    const { groups, begun, turn } = aRunner()
    groups.submit('a', 1)
    await turn()
    groups.submit('b', 2)
    await turn()
    expect(begun()).toEqual([
      ['a', [1]],
      ['b', [2]],
    ])
  })

  it('begin the next batch when the one before has let it, and no third', async () => {
    const { groups, batches, begun, turn } = aRunner()
    groups.submit('a', 1)
    await turn()
    groups.submit('a', 2)
    batches[0]?.next()
    await turn()
    groups.submit('a', 3)
    batches[1]?.next()
    await turn()
    expect(begun()).toEqual([
      ['a', [1]],
      ['a', [2]],
    ])
    batches[0]?.end()
    await turn()
    expect(begun()[2]).toEqual(['a', [3]])
  })

  it('hold back what is about the same as something that is under way, in its order', async () => {
    const { groups, batches, begun, turn } = aRunner()
    groups.submit('a', 1)
    await turn()
    for (const command of [11, 2, 21]) groups.submit('a', command)
    batches[0]?.next()
    await turn()
    expect(begun()[1]).toEqual(['a', [2]])
    batches[1]?.end()
    await turn()
    expect(begun()).toHaveLength(2)
    batches[0]?.end()
    await turn()
    expect(begun()[2]).toEqual(['a', [11, 21]])
  })

  it('refuse what is more than may wait, and take on again when there is room', async () => {
    const { groups, batches, turn } = aRunner({ batch: 1, queue: 2 })
    groups.submit('a', 1)
    await turn()
    groups.submit('a', 2)
    groups.submit('a', 3)
    expect(() => groups.submit('a', 4)).toThrow(Overloaded)
    batches[0]?.end()
    await turn()
    groups.submit('a', 4)
    expect(() => groups.submit('a', 5)).toThrow(Overloaded)
  })

  it('are idle when the last batch has ended', async () => {
    const { groups, batches, turn } = aRunner()
    let idle = false
    groups.submit('a', 1)
    await turn()
    const waiting = groups.idle().then(() => {
      idle = true
    })
    await turn()
    expect(idle).toBe(false)
    batches[0]?.end()
    await waiting
    expect(idle).toBe(true)
  })
})
