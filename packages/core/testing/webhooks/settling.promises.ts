import type { Promises } from '../kernel/contract.ts'
import { claim, enqueue, LEASE, resultOf, withEndpoint } from './claiming.ts'
import { anAttempt } from './webhook.fixtures.ts'

/** What becomes of a delivery, and of its endpoint, after an attempt. */
export const settling: Promises = {
  'writes what came of several attempts in one go': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}, {}, {}])
    const leased = await claim(given, organization.id, { now })
    const [good, again, bad] = leased.map(({ delivery }) => delivery)
    if (!good || !again || !bad) throw new Error('There are three')
    const refused = { responseStatus: 500, responseExcerpt: 'oh no 👋', startedAt: now, duration: 15 }
    const failure = anAttempt({ ...refused, deliveryId: again.id })
    const noAnswer = anAttempt({
      deliveryId: bad.id,
      responseStatus: null,
      responseExcerpt: null,
      error: 'connection refused',
    })
    const failing = { type: 'failing', since: now } as const
    const { deliveryStore } = given.storage
    await deliveryStore.settle(organization.id, [
      resultOf(good),
      resultOf(again, { attempt: failure, outcome: { type: 'retry', at: now + 5_000 }, endpoint: failing }),
      resultOf(bad, { attempt: noAnswer, outcome: { type: 'failed' }, endpoint: failing }),
    ])
    await deliveryStore.settle(organization.id, [])
    const kept = await deliveryStore.ofEndpoint(organization.id, endpoint.id, 10)
    const byId = new Map(kept.map((delivery) => [delivery.id, delivery]))
    const done = { attempts: 1, nextAttemptAt: null }
    given.expect(byId.get(good.id)).toEqual({ ...good, ...done, status: 'delivered' })
    given.expect(byId.get(again.id)).toEqual({ ...again, attempts: 1, nextAttemptAt: now + 5_000 })
    given.expect(byId.get(bad.id)).toEqual({ ...bad, ...done, status: 'failed' })
    given.expect(await deliveryStore.attempts(organization.id, again.id)).toEqual([failure])
    given.expect(await deliveryStore.attempts(organization.id, bad.id)).toEqual([noAnswer])
  },

  'gives out again at its time what is to be tried again, and never what is done': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}, {}, {}])
    const leased = await claim(given, organization.id, { now })
    const [good, again, bad] = leased.map(({ delivery }) => delivery)
    if (!good || !again || !bad) throw new Error('There are three')
    await given.storage.deliveryStore.settle(organization.id, [
      resultOf(good),
      resultOf(again, { outcome: { type: 'retry', at: now + 5_000 } }),
      resultOf(bad, { outcome: { type: 'failed' } }),
    ])
    given.expect(await claim(given, organization.id, { now: now + 4_999 })).toEqual([])
    const [retried, ...others] = await claim(given, organization.id, { now: now + 5_000 })
    given.expect(others).toEqual([])
    given.expect(retried?.delivery).toMatchObject({ id: again.id, attempts: 1, body: again.body })
    given.expect(await claim(given, organization.id, { now: now + 10 * LEASE })).toHaveLength(1)
  },

  'keeps every attempt, first to last': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    const [draft] = await enqueue(given, endpoint, [{}])
    if (!draft) throw new Error('There is a delivery')
    const { deliveryStore } = given.storage
    for (const number of [1, 2, 3]) {
      const [leased] = await claim(given, organization.id, { now: now + number })
      if (!leased) throw new Error('The delivery is due')
      given.expect(leased.delivery.attempts).toBe(number - 1)
      const outcome =
        number === 3 ? ({ type: 'delivered' } as const) : ({ type: 'retry', at: now + number + 1 } as const)
      await deliveryStore.settle(organization.id, [resultOf(leased.delivery, { outcome })])
    }
    const attempts = await deliveryStore.attempts(organization.id, draft.id)
    given.expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  },

  'notes how the endpoint does': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}, {}, {}, {}, {}, {}])
    const [one, again, two, three, four, five] = (await claim(given, organization.id, { now })).map(
      ({ delivery }) => delivery,
    )
    if (!one || !again || !two || !three || !four || !five) throw new Error('There are six')
    const { deliveryStore, webhookQueries } = given.storage
    const settled = async (...results: readonly ReturnType<typeof resultOf>[]) => {
      await deliveryStore.settle(organization.id, results)
      return (await webhookQueries.list(organization.id, 'channel'))[0]
    }
    const failing = { type: 'failing', since: now - 5 } as const
    given
      .expect(await settled(resultOf(one, { outcome: { type: 'failed' }, endpoint: failing })))
      .toEqual({ ...endpoint, failingSince: now - 5 })
    const later = { type: 'failing', since: now } as const
    given
      .expect(await settled(resultOf(again, { outcome: { type: 'failed' }, endpoint: later })))
      .toEqual({ ...endpoint, failingSince: now - 5 })
    given.expect(await settled(resultOf(two))).toEqual(endpoint)
    given
      .expect(
        await settled(resultOf(four, { outcome: { type: 'failed' }, endpoint: failing }), resultOf(five)),
      )
      .toEqual(endpoint)
    const disabled = { type: 'disabled', at: now + 7 } as const
    given
      .expect(await settled(resultOf(three, { outcome: { type: 'failed' }, endpoint: disabled })))
      .toMatchObject({ id: endpoint.id, state: 'disabled' })
    given.expect(await webhookQueries.enabled(organization.id)).toEqual([])
  },

  'a dead worker that comes back does not undo what another one settled': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}])
    const [dead] = await claim(given, organization.id, { now })
    const [alive] = await claim(given, organization.id, { now: now + LEASE })
    if (!dead || !alive) throw new Error('Both had it')
    const { deliveryStore } = given.storage
    await deliveryStore.settle(organization.id, [resultOf(alive.delivery)])
    const outcome = { type: 'retry', at: now + LEASE } as const
    await deliveryStore.settle(organization.id, [resultOf(dead.delivery, { outcome })])
    const [kept] = await deliveryStore.ofEndpoint(organization.id, endpoint.id, 1)
    given.expect(kept).toMatchObject({ status: 'delivered', nextAttemptAt: null })
    given.expect(await claim(given, organization.id, { now: now + 2 * LEASE })).toEqual([])
  },

  'bears results of deliveries that are gone': async (given) => {
    const { endpoint, now, organization } = await withEndpoint(given)
    await enqueue(given, endpoint, [{}])
    const [leased] = await claim(given, organization.id, { now })
    if (!leased) throw new Error('There is a delivery')
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.webhookEndpoints.remove(endpoint.id)
      return { ok: true, value: null }
    })
    await given.storage.deliveryStore.settle(organization.id, [resultOf(leased.delivery)])
    await given.storage.deliveryStore.release(organization.id, [leased.delivery.id])
    given.expect(await claim(given, organization.id, { now: now + LEASE })).toEqual([])
  },
}
