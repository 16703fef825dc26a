import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { HOUR, MINUTE, SECOND } from '@parlance/core'
import { START, until } from '@parlance/core/testing'
import { verifyWebhook } from '../verify.ts'
import { type Ground, openGround } from './ground.fixtures.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.close())

const missing = (): never => {
  throw new Error('There is no delivery')
}

const statuses = (...given: readonly number[]) => {
  const left = [...given]
  return () => left.shift() ?? 204
}

describe('a delivery', () => {
  it('is sent, signed with the endpoint’s secret, and written down', async () => {
    const sink = await ground.sink((_, response) => response.end('thanks'))
    const endpoint = await ground.endpoint(sink.url)
    const [delivery] = await ground.enqueue(endpoint, { body: '{"text":"Grüße"}' })
    await ground.dispatcher().idle()

    expect(sink.requests).toMatchObject([
      { body: '{"text":"Grüße"}', headers: { 'webhook-id': delivery?.id } },
    ])
    const { headers = {}, body = '' } = sink.requests[0] ?? {}
    expect(verifyWebhook({ headers, body, secrets: [endpoint.secret], now: START })).toMatchObject({
      ok: true,
    })
    const [kept] = await ground.deliveries(endpoint)
    expect(kept).toMatchObject({ status: 'delivered', attempts: 1, nextAttemptAt: null })
    const { attempts } = ground.storage.deliveryStore
    expect(await attempts(endpoint.organizationId, delivery?.id ?? missing())).toEqual([
      {
        deliveryId: delivery?.id,
        attempt: 1,
        startedAt: START,
        duration: expect.any(Number),
        responseStatus: 200,
        responseExcerpt: 'thanks',
        error: null,
      },
    ])
    expect(ground.errors).toEqual([])
  })

  it('that fails twice is sent three times, with one id and one body', async () => {
    const next = statuses(500, 302)
    const sink = await ground.sink((_, response) => response.writeHead(next()).end())
    const endpoint = await ground.endpoint(sink.url)
    const [delivery] = await ground.enqueue(endpoint, {})
    const dispatcher = ground.dispatcher()

    await dispatcher.idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([
      { status: 'pending', attempts: 1, nextAttemptAt: START + 5 * SECOND },
    ])
    ground.world.clock.advance(5 * SECOND)
    await dispatcher.idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([
      { status: 'pending', attempts: 2, nextAttemptAt: START + 5 * SECOND + 5 * MINUTE },
    ])
    ground.world.clock.advance(5 * MINUTE)
    await dispatcher.idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'delivered', attempts: 3 }])
    expect(sink.requests.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(delivery?.id))
    expect(new Set(sink.requests.map(({ body }) => body)).size).toBe(1)
    const [healthy] = await ground.storage.webhookQueries.enabled(ground.organizationId)
    expect(healthy?.failingSince).toBeNull()
  })

  it('is put off for as long as the receiver asks', async () => {
    const sink = await ground.sink((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, {})
    await ground.dispatcher().idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([{ nextAttemptAt: START + HOUR }])
  })

  it('that the receiver wants no more of disables the endpoint, and nothing more is sent', async () => {
    const sink = await ground.sink((_, response) => response.writeHead(410).end())
    const endpoint = await ground.endpoint(sink.url)
    const conversationId = ground.world.ids.next<'conversation'>()
    await ground.enqueue(endpoint, { conversationId, seq: 1 }, { conversationId, seq: 2 })
    await ground.dispatcher().idle()
    expect(sink.requests).toHaveLength(1)
    expect(await ground.storage.webhookQueries.enabled(ground.organizationId)).toEqual([])
    const [later, earlier] = await ground.deliveries(endpoint)
    expect([earlier?.status, later?.status]).toEqual(['failed', 'pending'])
  })

  it('that nobody asked for before is found by looking, without a wake', async () => {
    const sink = await ground.sink()
    const endpoint = await ground.endpoint(sink.url)
    await ground.dispatcher().idle()
    await ground.enqueue(endpoint, {})
    await until('the delivery is sent', () => sink.requests.length === 1)
  })

  it('that may not be sent is an attempt like any other', async () => {
    const endpoint = await ground.endpoint('http://10.0.0.1/hook')
    await ground.enqueue(endpoint, {})
    await ground.dispatcher().idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'pending', attempts: 1 }])
  })

  it.each([
    {
      how: 'at once',
      send: () => {
        throw new Error('broken')
      },
    },
    { how: 'later', send: () => Promise.reject(new Error('broken')) },
  ])('whose sender throws $how is an attempt like any other', async ({ send }) => {
    const endpoint = await ground.endpoint('https://hooks.acme.test/')
    const [delivery] = await ground.enqueue(endpoint, {})
    await ground.dispatcher({ send }).idle()
    expect(await ground.deliveries(endpoint)).toMatchObject([{ status: 'pending', attempts: 1 }])
    const { attempts } = ground.storage.deliveryStore
    expect(await attempts(ground.organizationId, delivery?.id ?? missing())).toMatchObject([
      { error: 'broken' },
    ])
  })
})

describe('a dispatcher', () => {
  it.each([{ batch: 0 }, { batch: 65 }, { perEndpoint: 1.5 }, { lease: -1 }, { concurrency: Number.NaN }])(
    'refuses %j and names it',
    (limit) => {
      expect(() => ground.dispatcher(limit)).toThrow(`${Object.keys(limit)[0]} must be`)
    },
  )

  it('is started once', () => {
    const dispatcher = ground.dispatcher()
    expect(dispatcher.start).toThrow('A dispatcher is started once')
  })
})
