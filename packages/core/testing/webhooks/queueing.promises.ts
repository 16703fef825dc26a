import type { Promises } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { claim, enqueue, idsOf, LEASE, withEndpoint } from './claiming.ts'
import { addEndpoint, newDelivery } from './drafts.ts'

const EVERY = 10_000

/** How deliveries come into the queue, and who is told that they are due. */
export const queueing: Promises = {
  'keeps a delivery that is due at once': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const [draft] = await enqueue(given, endpoint, [{ seq: 7, messageId: given.world.ids.next() }])
    const kept = { ...draft, status: 'pending', attempts: 0, nextAttemptAt: now }
    const { deliveryStore } = given.storage
    given.expect(await deliveryStore.ofEndpoint(organization.id, endpoint.id, 10)).toEqual([kept])
    given.expect(await claim(given, organization.id, { now })).toEqual([{ delivery: kept, endpoint }])
    given
      .expect(await deliveryStore.attempts(organization.id, draft?.id ?? given.world.ids.next()))
      .toEqual([])
  },

  'keeps a delivery about no conversation, and a body as it is': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const body = `{ "a":1,   "b":"\\u00e4 ä 👋", "a":2 }${'x'.repeat(100_000)}`
    const [draft] = await enqueue(given, endpoint, [{ conversationId: null, seq: null, body }])
    const [leased] = await claim(given, organization.id, { now })
    given.expect(leased?.delivery).toMatchObject({ id: draft?.id, conversationId: null, seq: null })
    given.expect(leased?.delivery.body === body).toBe(true)
  },

  'fanning out twice enqueues once': async (given) => {
    const { endpoint, organization } = await withEndpoint(given)
    const other = await addEndpoint(given, organization.id)
    const { deliveryStore } = given.storage
    const [eventId, id] = [given.world.ids.next<'event'>(), given.world.ids.next<'delivery'>()]
    const fanOut = () => [
      newDelivery(given, endpoint, { eventId }),
      newDelivery(given, endpoint, { eventId, eventName: 'conversation_updated' }),
      newDelivery(given, other, { eventId }),
    ]
    const first = fanOut()
    await deliveryStore.enqueue(organization.id, [
      ...first,
      { ...newDelivery(given, endpoint, { eventId }), id },
    ])
    await deliveryStore.enqueue(organization.id, fanOut())
    await Promise.all([1, 2, 3].map(() => deliveryStore.enqueue(organization.id, fanOut())))
    await deliveryStore.enqueue(organization.id, [])
    const kept = await Promise.all(
      [endpoint, other].map((one) => deliveryStore.ofEndpoint(organization.id, one.id, 200)),
    )
    given.expect(new Set(kept.flat().map((one) => one.id))).toEqual(new Set(first.map((one) => one.id)))
  },

  'enqueues once however many fan out at the same moment': async (given) => {
    const { endpoint, organization } = await withEndpoint(given)
    const events = Array.from({ length: 10 }, () => given.world.ids.next<'event'>())
    await Promise.all(
      [1, 2, 3, 4].map((at) =>
        enqueue(
          given,
          endpoint,
          (at % 2 ? events : events.toReversed()).map((eventId) => ({ eventId })),
        ),
      ),
    )
    const kept = await given.storage.deliveryStore.ofEndpoint(organization.id, endpoint.id, 200)
    given.expect(kept.map(({ eventId }) => eventId).toSorted()).toEqual(events.toSorted())
  },

  'lists the deliveries of an endpoint, newest first': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const other = await addEndpoint(given, organization.id)
    const drafts = await enqueue(
      given,
      endpoint,
      [2, 1, 3].map((at) => ({ createdAt: now + at })),
    )
    await enqueue(given, other, [{}])
    const [second, first, third] = drafts.map(({ id }) => id)
    const { ofEndpoint } = given.storage.deliveryStore
    const listed = async (limit: number) =>
      (await ofEndpoint(organization.id, endpoint.id, limit)).map(({ id }) => id)
    given.expect(await listed(200)).toEqual([third, second, first])
    given.expect(await listed(2)).toEqual([third, second])
  },

  'names organizations with something due, the one that waited longest first': async (given) => {
    const [late, early, future, idle] = [
      await withEndpoint(given),
      await withEndpoint(given),
      await withEndpoint(given),
      await withEndpoint(given),
    ]
    const { now } = idle
    await enqueue(given, late.endpoint, [{ createdAt: now - 1_000 }, { createdAt: now - 500 }])
    await enqueue(given, early.endpoint, [{ createdAt: now - 500 }, { createdAt: now - 2_000 }])
    await enqueue(given, future.endpoint, [{ createdAt: now + 1 }])
    const ours = [late, early, future, idle].map(({ organization }) => organization.id)
    const due = async () =>
      (await given.storage.deliveryStore.due(now, EVERY)).filter((id) => ours.includes(id))
    given.expect(await due()).toEqual([early.organization.id, late.organization.id])
    given.expect(await given.storage.deliveryStore.due(now, 1)).toHaveLength(1)
    const leased = await claim(given, early.organization.id, { now })
    given.expect(leased).toHaveLength(2)
    given.expect(await due()).toEqual([late.organization.id])
    await given.storage.deliveryStore.release(
      early.organization.id,
      leased.map(({ delivery }) => delivery.id),
    )
    given.expect(await due()).toEqual([early.organization.id, late.organization.id])
  },

  'names an organization again once a lease has ended': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}])
    await claim(given, organization.id, { now })
    const { due } = given.storage.deliveryStore
    given.expect(await due(now + LEASE - 1, EVERY)).not.toContain(organization.id)
    given.expect(await due(now + LEASE, EVERY)).toContain(organization.id)
  },

  'tells the soonest moment at which something is due': async (given) => {
    const { endpoint } = await withEndpoint(given)
    // Sooner than anything else that is waiting here.
    await enqueue(given, endpoint, [{ createdAt: 2_000 }, { createdAt: 1_000 }])
    given.expect(await given.storage.deliveryStore.nextDueAt()).toBe(1_000)
    const leased = await claim(given, endpoint.organizationId, { now: 1_500, lease: 5_000 })
    given.expect(leased).toHaveLength(1)
    given.expect(await given.storage.deliveryStore.nextDueAt()).toBe(2_000)
    const more = await claim(given, endpoint.organizationId, { now: 2_500, lease: 3_000 })
    given.expect(more).toHaveLength(1)
    given.expect(await given.storage.deliveryStore.nextDueAt()).toBe(5_500)
    await inWork(given, endpoint.organizationId, (tx) => tx.webhookEndpoints.remove(endpoint.id))
  },

  'shows nothing of another organization': async (given) => {
    const { endpoint, now } = await withEndpoint(given)
    const other = await seedOrganization(given)
    const [draft] = await enqueue(given, endpoint, [{}])
    if (!draft) throw new Error('There is a delivery')
    const { deliveryStore } = given.storage
    given.expect(await deliveryStore.ofEndpoint(other.organization.id, endpoint.id, 10)).toEqual([])
    given.expect(await claim(given, other.organization.id, { now })).toEqual([])
    const leased = await claim(given, endpoint.organizationId, { now })
    given.expect(idsOf(leased)).toEqual([draft.id])
    await deliveryStore.release(other.organization.id, [draft.id])
    given.expect(await claim(given, endpoint.organizationId, { now })).toEqual([])
    given.expect(await deliveryStore.attempts(other.organization.id, draft.id)).toEqual([])
  },
}
