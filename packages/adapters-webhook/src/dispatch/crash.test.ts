import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type DeliveryStore, MINUTE, SECOND } from '@parlance/core'
import { until } from '@parlance/core/testing'
import { type Ground, gate, openGround } from './ground.fixtures.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.close())

const sentIds = (sink: { requests: readonly { headers: Record<string, unknown> }[] }) =>
  sink.requests.map(({ headers }) => headers['webhook-id'])

/** The store, except for what is said. */
const storeWith = (changed: Partial<DeliveryStore>): DeliveryStore => ({
  ...ground.storage.deliveryStore,
  ...changed,
})

describe('a worker that dies', () => {
  it('leaves what it held to another, once the lease has ended', async () => {
    const sink = await ground.sink()
    const endpoint = await ground.endpoint(sink.url)
    const [delivery] = await ground.enqueue(endpoint, {})
    const claim = {
      now: ground.world.clock.now(),
      lease: MINUTE,
      limit: 64,
      perEndpoint: 8,
      orderPatience: MINUTE,
    }
    expect(await ground.storage.deliveryStore.claim(ground.organizationId, claim)).toHaveLength(1)

    const dispatcher = ground.dispatcher()
    await dispatcher.idle()
    ground.world.clock.advance(59 * SECOND)
    await dispatcher.idle()
    expect(sink.requests).toHaveLength(0)
    ground.world.clock.advance(2 * SECOND)
    await dispatcher.idle()
    expect(sentIds(sink)).toEqual([delivery?.id])
  })
})

describe('a dispatcher that is stopped', () => {
  it('lets what is being sent come to its end', async () => {
    const held = gate()
    const sink = await ground.sink(held.answer)
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, {})
    const dispatcher = ground.dispatcher()
    await until('it is on its way', () => sink.requests.length === 1)
    const stopped = dispatcher.stop(20 * SECOND)
    await ground.enqueue(endpoint, {})
    held.open()
    await stopped
    const states = (await ground.deliveries(endpoint)).map(({ status }) => status)
    expect(states.toSorted()).toEqual(['delivered', 'pending'])
    expect(sink.requests).toHaveLength(1)
  })

  it('gives back what takes too long, and another sends it at once, with the same id', async () => {
    const held = gate()
    const slow = await ground.sink(held.answer)
    const endpoint = await ground.endpoint(slow.url)
    const [delivery] = await ground.enqueue(endpoint, {})
    const first = ground.dispatcher()
    await until('it is on its way', () => slow.requests.length === 1)
    await first.stop(50)
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'pending', attempts: 0 }])

    held.open()
    await ground.dispatcher().idle()
    expect(sentIds(slow)).toEqual([delivery?.id, delivery?.id])
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }])
  })

  it('gives back what it claimed while it was told to stop', async () => {
    const sink = await ground.sink()
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, {}, {})
    const claiming = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const deliveryStore = storeWith({
      claim: async (organizationId, claim) => {
        claiming.resolve()
        await goOn.promise
        return ground.storage.deliveryStore.claim(organizationId, claim)
      },
    })
    const dispatcher = ground.dispatcher({ deliveryStore })
    await claiming.promise
    const stopped = dispatcher.stop(20 * SECOND)
    goOn.resolve()
    await stopped
    expect(sink.requests).toHaveLength(0)
    await ground.dispatcher().idle()
    expect(sink.requests).toHaveLength(2)
  })

  it('does not wait for a store that hangs', async () => {
    const hangs = () => new Promise<never>(() => undefined)
    const dispatcher = ground.dispatcher({ deliveryStore: storeWith({ due: hangs }) })
    const idle = dispatcher.idle()
    await dispatcher.stop(10)
    await idle
  })
})

describe('a store that fails', () => {
  it.each(['due', 'claim', 'nextDueAt'] as const)('at %s is asked again', async (method) => {
    const sink = await ground.sink()
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, {})
    let failures = 2
    const deliveryStore = storeWith({
      [method]: async (...parameters: never[]) => {
        failures -= 1
        if (failures >= 0) throw new Error('the store is away')
        return (ground.storage.deliveryStore[method] as (...all: never[]) => unknown)(...parameters)
      },
    })
    await ground.dispatcher({ deliveryStore }).idle()
    await until('it is sent', () => sink.requests.length === 1)
    await until('both failures are told', () => ground.errors.length === 2)
  })

  it('at writing a result is given it again, and nothing is sent twice', async () => {
    const sink = await ground.sink()
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, {})
    let failures = 2
    const deliveryStore = storeWith({
      settle: async (...parameters) => {
        failures -= 1
        if (failures >= 0) throw new Error('the store is away')
        await ground.storage.deliveryStore.settle(...parameters)
      },
    })
    await ground.dispatcher({ deliveryStore }).idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }])
    expect(sink.requests).toHaveLength(1)
    expect(ground.errors).toHaveLength(2)
  })
})
