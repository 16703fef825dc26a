import { describe, expect, it } from '@jest/globals'
import { anApiKey, fixtureId, START } from '../../testing/index.ts'
import { MINUTE } from '../kernel/index.ts'
import type { ApiKeyUse } from './api-key-store.ts'
import { collectUses } from './api-key-uses.ts'

/** Keeps what is written, in portions; fails, or waits, as long as it is told to. */
const kept = () => {
  const portions: (readonly ApiKeyUse[])[] = []
  let away = false
  const record = async (uses: readonly ApiKeyUse[]) => {
    if (away) throw new Error('The database is away')
    portions.push(uses)
  }
  return {
    portions,
    uses: collectUses({ record }),
    goAway: () => {
      away = true
    },
    comeBack: () => {
      away = false
    },
  }
}

const key = (number: number, lastUsedAt: number | null = null) =>
  anApiKey({ id: fixtureId(number), lastUsedAt })

describe('the uses of keys', () => {
  it('are written together, each once', async () => {
    const { portions, uses } = kept()
    for (const number of [1, 2, 1, 3, 2]) uses.note(key(number), START)
    await uses.flush()
    expect(portions.map((portion) => portion.map(({ id }) => id))).toEqual([
      [fixtureId(1), fixtureId(2), fixtureId(3)],
    ])
  })

  it('are written without being asked for', async () => {
    const { portions, uses } = kept()
    uses.note(key(1), START)
    await new Promise(setImmediate)
    expect(portions).toHaveLength(1)
  })

  it('are written once a minute, whatever is known of the key', async () => {
    const { portions, uses } = kept()
    for (const at of [START, START + 1, START + MINUTE - 1, START + MINUTE]) {
      uses.note(key(1), at)
      await uses.flush()
    }
    expect(portions.map(([use]) => use?.at)).toEqual([START, START + MINUTE])
  })

  it('are not written again when another process has written them in this minute', async () => {
    const { portions, uses } = kept()
    uses.note(key(1, START), START + MINUTE - 1)
    await uses.flush()
    expect(portions).toEqual([])
    uses.note(key(1, START), START + MINUTE)
    await uses.flush()
    expect(portions).toHaveLength(1)
  })

  it('are kept while they can’t be written, and nobody hears of it', async () => {
    const { portions, uses, goAway, comeBack } = kept()
    goAway()
    uses.note(key(1), START)
    await uses.flush()
    comeBack()
    expect(portions).toEqual([])
    uses.note(key(2), START)
    await uses.flush()
    expect(portions.flat().map(({ id }) => id)).toEqual([fixtureId(1), fixtureId(2)])
  })
})
