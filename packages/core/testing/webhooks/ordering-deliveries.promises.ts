import type { NewDelivery } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { claim, enqueue, type Ground, idsOf, PATIENCE, resultOf, withEndpoint } from './claiming.ts'
import { addEndpoint } from './drafts.ts'

/** Deliveries of one conversation with these numbers. */
const ofOne = (given: Given, seqs: readonly number[]): readonly Partial<NewDelivery>[] => {
  const conversationId = given.world.ids.next<'conversation'>()
  return seqs.map((seq) => ({ conversationId, seq }))
}

const claimed = async (given: Given, { organization, now }: Ground, after = 0) => {
  const leased = await claim(given, organization.id, { now: now + after })
  return leased.map(({ delivery }) => delivery.seq)
}

/** In which order the events of one conversation reach one endpoint. */
export const orderingDeliveries: Promises = {
  'a later event waits for an earlier one to an ordered endpoint': async (given) => {
    const ground = await withEndpoint(given)
    const { endpoint, now, organization } = ground
    await enqueue(given, endpoint, ofOne(given, [2, 1, 3]))
    const first = await claim(given, organization.id, { now })
    given.expect(first.map(({ delivery }) => delivery.seq)).toEqual([1])
    given.expect(await claimed(given, ground)).toEqual([])
    await given.storage.deliveryStore.settle(
      organization.id,
      first.map(({ delivery }) => resultOf(delivery)),
    )
    given.expect(await claimed(given, ground)).toEqual([2])
  },

  'a later event waits while the earlier one is tried again, and goes on when that failed for good': async (
    given,
  ) => {
    const ground = await withEndpoint(given)
    const { endpoint, now, organization } = ground
    const { settle } = given.storage.deliveryStore
    await enqueue(given, endpoint, ofOne(given, [1, 2]))
    const failing = { type: 'failing', since: now } as const
    for (const outcome of [{ type: 'retry', at: now + 5_000 }, { type: 'failed' }] as const) {
      const leased = await claim(given, organization.id, { now: now + 5_000 })
      given.expect(leased.map(({ delivery }) => delivery.seq)).toEqual([1])
      await settle(
        organization.id,
        leased.map(({ delivery }) => resultOf(delivery, { outcome, endpoint: failing })),
      )
      if (outcome.type === 'retry') given.expect(await claimed(given, ground, 4_999)).toEqual([])
    }
    given.expect(await claimed(given, ground, 5_000)).toEqual([2])
  },

  'a later event waits no longer than its patience': async (given) => {
    const ground = await withEndpoint(given)
    await enqueue(given, ground.endpoint, ofOne(given, [1, 2]))
    given.expect(await claimed(given, ground)).toEqual([1])
    given.expect(await claim(given, ground.organization.id, { now: ground.now + 10, lease: 1 })).toEqual([])
    const late = await claimed(given, ground, PATIENCE)
    given.expect(new Set(late)).toEqual(new Set([1, 2]))
  },

  'what is enqueued later waits all the same': async (given) => {
    const ground = await withEndpoint(given)
    const [first, second] = ofOne(given, [1, 2])
    await enqueue(given, ground.endpoint, [second ?? {}])
    await enqueue(given, ground.endpoint, [first ?? {}])
    given.expect(await claimed(given, ground)).toEqual([1])
  },

  'conversations do not wait for each other, nor endpoints': async (given) => {
    const ground = await withEndpoint(given)
    const other = await addEndpoint(given, ground.organization.id)
    const one = ofOne(given, [1, 2])
    await enqueue(given, ground.endpoint, [...one, ...ofOne(given, [5, 6])])
    await enqueue(given, other, one.slice(1))
    given.expect((await claimed(given, ground)).toSorted()).toEqual([1, 2, 5])
  },

  'events about no conversation wait for none': async (given) => {
    const ground = await withEndpoint(given)
    const loose = { conversationId: null, seq: null }
    const drafts = await enqueue(given, ground.endpoint, [loose, loose, loose])
    const leased = await claim(given, ground.organization.id, { now: ground.now })
    given.expect(new Set(idsOf(leased))).toEqual(new Set(drafts.map(({ id }) => id)))
  },

  'two names of one event go out together': async (given) => {
    const ground = await withEndpoint(given)
    const [first, second] = ofOne(given, [1, 1])
    await enqueue(given, ground.endpoint, [
      { ...first, eventName: 'conversation_updated' },
      { ...second, eventName: 'conversation_status_changed' },
    ])
    given.expect(await claimed(given, ground)).toEqual([1, 1])
  },

  'an endpoint without order gets all at once': async (given) => {
    const ground = await withEndpoint(given, { ordered: false })
    await enqueue(given, ground.endpoint, ofOne(given, [1, 2, 3]))
    given.expect((await claimed(given, ground)).toSorted()).toEqual([1, 2, 3])
  },

  'keeps the order when workers claim at the same moment': async (given) => {
    const ground = await withEndpoint(given)
    await enqueue(given, ground.endpoint, ofOne(given, [1, 2, 3, 4]))
    const taken = await Promise.all([1, 2, 3, 4].map(() => claimed(given, ground)))
    given.expect(taken.flat()).toEqual([1])
  },
}
