import { describe, expect, it } from '@jest/globals'
import { IDEMPOTENCY_RETENTION, ok } from '@parlance/core'
import { createMemoryStorage, createTestWorld, seedOrganization } from '@parlance/core/testing'
import { nodeWorld } from '../system/node-world.ts'
import { tidyUp } from './tidy-up.ts'

const world = nodeWorld()

describe('tidying up', () => {
  it('forgets what has served its time in every organization, in portions', async () => {
    const organizations = Array.from({ length: 250 }, (_, at) => ({
      id: world.ids.next<'organization'>(),
      number: at + 1,
    }))
    const left = new Map(organizations.map(({ id, number }) => [id, number === 250 ? 2_500 : 1]))
    const asked: number[] = []
    const forgotten = await tidyUp({
      clock: { now: () => IDEMPOTENCY_RETENTION + 5 },
      stopping: () => false,
      removeExpired: async () => 2,
      housekeeping: {
        organizations: async (after, limit) =>
          organizations.filter(({ number }) => number > after).slice(0, limit),
        forgetIdempotencyKeys: async (id, before, limit) => {
          asked.push(before)
          const gone = Math.min(limit, left.get(id) ?? 0)
          left.set(id, (left.get(id) ?? 0) - gone)
          return gone
        },
      },
    })
    expect(forgotten).toBe(249 + 2_500 + 250 * 2)
    expect(new Set(asked)).toEqual(new Set([5]))
    expect([...left.values()].every((count) => count === 0)).toBe(true)
  })

  it('forgets who failed to sign in, and sessions that are over, until none is left', async () => {
    const storage = createMemoryStorage(world)
    const { organization, owner } = await seedOrganization({ storage, world: createTestWorld() })
    const session = (expiresAt: number) => ({
      id: world.ids.next<'session'>(),
      organizationId: organization.id,
      memberId: owner.id,
      generation: 1,
      rotatedAt: 1,
      createdAt: 1,
      expiresAt,
    })
    const [over, lasting] = [session(10), session(30)]
    await storage.unitOfWork.run(organization.id, async (tx) => {
      for (const one of [over, lasting]) await tx.sessions.insert(one)
      return ok(null)
    })
    const portions = [1_000, 1_000, 7]
    const forgotten = await tidyUp({
      clock: { now: () => 20 },
      stopping: () => false,
      housekeeping: storage.housekeeping,
      unitOfWork: storage.unitOfWork,
      signInAttempts: { forget: async () => portions.shift() ?? 0 },
    })
    expect(forgotten).toBe(2_007 + 1)
    const kept = async (id: typeof over.id) => storage.signInDirectory.session(organization.id, id)
    expect([await kept(over.id), (await kept(lasting.id))?.session]).toEqual([null, lasting])
  })

  it('ends early when the worker stops', async () => {
    const forgotten = await tidyUp({
      clock: world.clock,
      stopping: () => true,
      removeExpired: () => Promise.reject(new Error('Not to be called')),
      housekeeping: {
        organizations: async () => [{ id: world.ids.next(), number: 1 }],
        forgetIdempotencyKeys: () => Promise.reject(new Error('Not to be called')),
      },
    })
    expect(forgotten).toBe(0)
  })
})
