import type { ConversationSort } from '../../src/index.ts'
import type { Promises } from '../kernel/contract.ts'
import { seedOrganization } from '../seed.ts'
import { listed, startAll } from './listing.ts'
import { say } from './recording.ts'

/** In which order a list shows conversations, and how it is paged. */
export const sorting: Promises = {
  'sorts by activity and by creation': async (given) => {
    const seeded = await seedOrganization(given)
    const now = given.world.clock.now()
    await startAll(given, seeded, [{ lastActivityAt: now + 9_000 }, { lastActivityAt: now + 5_000 }])
    const by = (sort: ConversationSort) => listed(given, seeded, { sort })
    given.expect(await by('last_activity_at_desc')).toEqual([2, 3, 1])
    given.expect(await by('last_activity_at_asc')).toEqual([1, 3, 2])
    given.expect(await by('created_at_desc')).toEqual([3, 2, 1])
    given.expect(await by('created_at_asc')).toEqual([1, 2, 3])
  },

  'sorts by priority and by waiting, those without one last': async (given) => {
    const seeded = await seedOrganization(given)
    const now = given.world.clock.now()
    await startAll(given, seeded, [
      { priority: 'high', waitingSince: now + 4_000 },
      { priority: 'low', waitingSince: now + 1_000 },
      { priority: 'urgent', waitingSince: now + 3_000 },
      { priority: 'medium', waitingSince: now + 2_000 },
    ])
    const by = (sort: ConversationSort) => listed(given, seeded, { sort })
    given.expect(await by('priority_desc')).toEqual([4, 2, 5, 3, 1])
    given.expect(await by('priority_asc')).toEqual([3, 5, 2, 4, 1])
    given.expect(await by('waiting_since_desc')).toEqual([2, 4, 5, 3, 1])
    given.expect(await by('waiting_since_asc')).toEqual([3, 5, 4, 2, 1])
  },

  'sorts by priority and age, and the unread ones first': async (given) => {
    const seeded = await seedOrganization(given)
    const now = given.world.clock.now()
    const [, unread] = await startAll(given, seeded, [
      { priority: 'high', lastActivityAt: now + 9_000 },
      { priority: 'high' },
      { priority: 'urgent' },
    ])
    if (!unread) throw new Error('There are three')
    const by = (sort: ConversationSort) => listed(given, seeded, { sort })
    given.expect(await by('priority_desc_created_at_asc')).toEqual([4, 2, 3, 1])
    await say(given, unread, { createdAt: now })
    given.expect(await by('unread_first')).toEqual([3, 2, 4, 1])
  },

  'pages without losing or repeating one': async (given) => {
    const seeded = await seedOrganization(given)
    await startAll(
      given,
      seeded,
      Array.from({ length: 6 }, () => ({ createdAt: given.world.clock.now() })),
    )
    for (const sort of ['last_activity_at_desc', 'priority_asc', 'waiting_since_asc'] as const) {
      const pages = await Promise.all(
        [1, 2, 3, 4, 5].map((page) => listed(given, seeded, { sort, page, perPage: 2 })),
      )
      given.expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 1, 0])
      given.expect(new Set(pages.flat()).size).toBe(7)
    }
  },

  'moves a conversation up with its activity': async (given) => {
    const seeded = await seedOrganization(given)
    await startAll(given, seeded, [{}, {}])
    await say(given, seeded.conversation, { createdAt: given.world.clock.now() + 60_000 })
    given.expect(await listed(given, seeded, { sort: 'last_activity_at_desc' })).toEqual([1, 3, 2])
  },
}
