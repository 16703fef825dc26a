import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { createGroups } from './group-commit.ts'
import { Overloaded } from './overloaded.ts'

/** Groups whose batches end when the test says so. */
const aRunner = (limits = { batch: 3, queue: 5 }) => {
  const batches: {
    readonly group: string
    readonly commands: readonly number[]
    readonly end: () => void
  }[] = []
  const groups = createGroups<string, number>(
    (group, commands) => new Promise((resolve) => batches.push({ group, commands, end: () => resolve() })),
    limits,
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
