import { describe, expect, it } from '@jest/globals'
import { createReadiness } from './readiness.ts'

const started = (pendingMigrations: () => Promise<readonly string[]>, patience = 1_000) => {
  const readiness = createReadiness({ pendingMigrations, patience, fresh: 0 })
  readiness.started()
  return readiness
}

describe('readiness', () => {
  it('is there between the start and the stop', async () => {
    const readiness = createReadiness({ pendingMigrations: async () => [] })
    expect(await readiness.reasons()).toEqual(['starting'])
    readiness.started()
    expect(await readiness.reasons()).toEqual([])
    readiness.stopping()
    expect(await readiness.reasons()).toEqual(['stopping'])
  })

  it('is not there while migrations are to be carried out', async () => {
    const reasons = await started(async () => ['0002-next']).reasons()
    expect(reasons).toEqual(['migrations to be carried out: 0002-next'])
  })

  it.each([
    ['fails', () => Promise.reject(new Error('connect 10.0.0.7:5432'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('is not there when the database %s, and does not tell where that is', async (_, ask) => {
    expect(await started(ask, 10).reasons()).toEqual(['the database does not answer'])
  })

  it('asks the database once, however many want to know at the same time', async () => {
    let asked = 0
    const readiness = createReadiness({
      fresh: 60_000,
      pendingMigrations: async () => {
        asked += 1
        return []
      },
    })
    readiness.started()
    await Promise.all(Array.from({ length: 100 }, () => readiness.reasons()))
    expect(asked).toBe(1)
  })
})
