import type { Promises } from '../kernel/contract.ts'
import { claim, enqueue, idsOf, LEASE, withEndpoint } from './claiming.ts'
import { addEndpoint } from './drafts.ts'

const times = (count: number) => Array.from({ length: count }, () => ({}))

/** Who gets which delivery, and for how long. */
export const leasing: Promises = {
  'gives a delivery to one worker at a time': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const drafts = await enqueue(given, endpoint, times(30))
    const taken = await Promise.all(
      Array.from({ length: 8 }, () => claim(given, organization.id, { now, limit: 5 })),
    )
    const rest = await claim(given, organization.id, { now })
    const ids = [...taken, rest].flatMap(idsOf)
    given.expect(ids).toHaveLength(30)
    given.expect(new Set(ids)).toEqual(new Set(drafts.map(({ id }) => id)))
    given.expect(taken.every((leased) => leased.length <= 5)).toBe(true)
  },

  "gives a dead worker's delivery to another once the lease ends": async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const [draft] = await enqueue(given, endpoint, [{}])
    given.expect(idsOf(await claim(given, organization.id, { now }))).toEqual([draft?.id])
    given.expect(await claim(given, organization.id, { now: now + LEASE - 1 })).toEqual([])
    given.expect(idsOf(await claim(given, organization.id, { now: now + LEASE }))).toEqual([draft?.id])
    given.expect(await claim(given, organization.id, { now: now + LEASE })).toEqual([])
  },

  'gives out at once what a worker gives back': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const drafts = await enqueue(given, endpoint, times(2))
    const [kept, returned] = await claim(given, organization.id, { now })
    if (!kept || !returned) throw new Error('There are two deliveries')
    await given.storage.deliveryStore.release(organization.id, [returned.delivery.id])
    await given.storage.deliveryStore.release(organization.id, [])
    const again = await claim(given, organization.id, { now })
    given.expect(again).toEqual([{ delivery: returned.delivery, endpoint }])
    given.expect(drafts.map(({ id }) => id)).toContain(returned.delivery.id)
  },

  'gives out nothing before it is due, and what is due longest first': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const drafts = await enqueue(given, endpoint, [
      { createdAt: now + 2 },
      { createdAt: now },
      { createdAt: now + 1 },
    ])
    const [last, first, second] = drafts.map(({ id }) => id)
    given.expect(await claim(given, organization.id, { now: now - 1 })).toEqual([])
    given.expect(idsOf(await claim(given, organization.id, { now: now + 2, limit: 1 }))).toEqual([first])
    const rest = await claim(given, organization.id, { now: now + 2 })
    given.expect(new Set(idsOf(rest))).toEqual(new Set([second, last]))
  },

  'gives out so many of one endpoint at once, those leased earlier included': async (given) => {
    const { endpoint: slow, now, organization } = await withEndpoint(given)
    const quick = await addEndpoint(given, organization.id)
    await enqueue(given, slow, times(10))
    await enqueue(given, quick, times(2))
    const first = await claim(given, organization.id, { now, perEndpoint: 3 })
    const bySlow = first.filter(({ endpoint }) => endpoint.id === slow.id)
    given.expect(bySlow).toHaveLength(3)
    given.expect(first).toHaveLength(5)
    given.expect(await claim(given, organization.id, { now, perEndpoint: 3 })).toEqual([])
    given.expect(await claim(given, organization.id, { now, perEndpoint: 5 })).toHaveLength(2)
    const [returned] = bySlow
    if (!returned) throw new Error('There is one')
    await given.storage.deliveryStore.release(organization.id, [returned.delivery.id])
    given.expect(await claim(given, organization.id, { now, perEndpoint: 5 })).toHaveLength(1)
    given.expect(await claim(given, organization.id, { now: now + LEASE, perEndpoint: 4 })).toHaveLength(6)
  },

  'keeps the bound of an endpoint when workers claim at the same moment': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, times(20))
    const taken = await Promise.all(
      Array.from({ length: 6 }, () => claim(given, organization.id, { now, limit: 4, perEndpoint: 4 })),
    )
    given.expect(taken.flat()).toHaveLength(4)
  },

  'a full endpoint keeps nothing of another from being given out': async (given) => {
    const { endpoint: slow, now, organization } = await withEndpoint(given)
    const quick = await addEndpoint(given, organization.id)
    await enqueue(given, slow, times(80))
    const [draft] = await enqueue(given, quick, [{ createdAt: now + 1 }])
    await claim(given, organization.id, { now, perEndpoint: 4 })
    const leased = await claim(given, organization.id, { now: now + 1, limit: 10, perEndpoint: 4 })
    given.expect(idsOf(leased)).toEqual([draft?.id])
  },

  'gives out nothing of a disabled endpoint': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given, { state: 'disabled' })
    await enqueue(given, endpoint, [{}])
    given.expect(await claim(given, organization.id, { now })).toEqual([])
    given.expect(await given.storage.deliveryStore.due(now, 10_000)).not.toContain(organization.id)
  },
}
