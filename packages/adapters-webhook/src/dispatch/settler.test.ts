import { describe, expect, it } from '@jest/globals'
import type { AttemptResult, DeliveryId, OrganizationId } from '@parlance/core'
import { aDelivery, anAttempt, aWebhookEndpoint, fixtureId } from '@parlance/core/testing'
import type { SettledDelivery } from './settled-delivery.ts'
import { createSettler, type SettlerOptions } from './settler.ts'

const settled = (count: number, organizationId = fixtureId<'organization'>(1)): SettledDelivery => ({
  endpoint: aWebhookEndpoint(),
  result: {
    delivery: aDelivery({ id: fixtureId(1_000 + count), organizationId }),
    attempt: anAttempt(),
    outcome: { type: 'delivered' },
    endpoint: { type: 'healthy' },
  },
})

/** A settler on a store that notes what it is given, and waits when it is told to. */
const given = (options: Partial<SettlerOptions> & { settle?: (ids: DeliveryId[]) => Promise<void> } = {}) => {
  const statements: number[][] = []
  const told: number[] = []
  const errors: unknown[] = []
  const countOf = (id: string) => Number(id.slice(-12)) - 1_000
  const settle = createSettler({
    deliveryStore: {
      settle: async (_: OrganizationId, results: readonly AttemptResult[]) => {
        const ids = results.map(({ delivery }) => delivery.id)
        statements.push(ids.map(countOf))
        await options.settle?.(ids)
      },
    },
    onSettled: (_, all) => {
      told.push(...all.map(({ result }) => countOf(result.delivery.id)))
    },
    onError: (error) => errors.push(error),
    batch: 64,
    signal: new AbortController().signal,
    ...options,
  })
  return { settle, statements, told, errors, countOf }
}

describe('results', () => {
  it('go at once when they are alone, and together when they come while one is on its way', async () => {
    const first = Promise.withResolvers<void>()
    const { settle, statements, told } = given({ settle: () => first.promise, batch: 3 })
    const all = [1, 2, 3, 4, 5].map((count) => settle(settled(count)))
    expect(statements).toEqual([[1]])
    first.resolve()
    await Promise.all(all)
    expect(statements).toEqual([[1], [2, 3, 4], [5]])
    expect(told).toEqual([1, 2, 3, 4, 5])
  })

  it('of one organization don’t wait for those of another', async () => {
    const { settle, statements } = given({
      settle: (ids) => (ids[0] === fixtureId(1_001) ? new Promise(() => undefined) : Promise.resolve()),
    })
    void settle(settled(1))
    await settle(settled(2, fixtureId(2)))
    expect(statements).toEqual([[1], [2]])
  })

  it('that the store refuses don’t take their neighbours along', async () => {
    const first = Promise.withResolvers<void>()
    const bad = fixtureId<'delivery'>(1_003)
    const { settle, told, errors } = given({
      settle: async (ids) => {
        await first.promise
        if (ids.includes(bad)) throw new Error('a bad row')
      },
    })
    const all = [1, 2, 3, 4].map((count) => settle(settled(count)))
    first.resolve()
    await Promise.all(all)
    expect(told).toEqual([1, 2, 4])
    expect(errors).toHaveLength(6)
  })

  it('are in the store although their listener throws', async () => {
    const { settle, statements, errors } = given({
      onSettled: () => {
        throw new Error('the listener is broken')
      },
    })
    await settle(settled(1))
    expect(statements).toEqual([[1]])
    expect(errors).toEqual([new Error('the listener is broken')])
  })
})
