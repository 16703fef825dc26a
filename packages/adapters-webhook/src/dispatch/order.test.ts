import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { MINUTE, SECOND } from '@parlance/core'
import { until } from '@parlance/core/testing'
import { type Ground, gate, openGround } from './ground.fixtures.ts'

let ground: Ground
beforeEach(async () => {
  ground = await openGround()
})
afterEach(() => ground.close())

/** Counts how many requests are being answered at once, and answers after a turn of the loop. */
const counting = () => {
  let now = 0
  const seen = { most: 0 }
  return {
    seen,
    answer: (_: unknown, response: { writeHead: (status: number) => { end: () => void } }) => {
      now += 1
      seen.most = Math.max(seen.most, now)
      setTimeout(() => {
        now -= 1
        response.writeHead(204).end()
      }, 5)
    },
  }
}

const seqs = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('the order of deliveries', () => {
  it('of one conversation is that of its events, one at a time', async () => {
    const { seen, answer } = counting()
    const sink = await ground.sink(answer)
    const endpoint = await ground.endpoint(sink.url, { ordered: true })
    const conversationId = ground.world.ids.next<'conversation'>()
    const order = seqs(12)
    await ground.enqueue(
      endpoint,
      ...order.toReversed().map((seq) => ({ conversationId, seq, body: String(seq) })),
    )
    await ground.dispatcher().idle()
    expect(sink.requests.map(({ body }) => Number(body))).toEqual(order)
    expect(seen.most).toBe(1)
  })

  it('of several conversations is none: they go side by side', async () => {
    const held = gate()
    const sink = await ground.sink(held.answer)
    const endpoint = await ground.endpoint(sink.url, { ordered: true })
    const [a, b] = [ground.world.ids.next<'conversation'>(), ground.world.ids.next<'conversation'>()]
    await ground.enqueue(
      endpoint,
      { conversationId: a, seq: 1, body: 'a1' },
      { conversationId: a, seq: 2, body: 'a2' },
      { conversationId: b, seq: 1, body: 'b1' },
    )
    const dispatcher = ground.dispatcher()
    await until('both conversations are on their way', () => sink.requests.length === 2)
    expect(sink.requests.map(({ body }) => body).toSorted()).toEqual(['a1', 'b1'])
    held.open()
    await dispatcher.idle()
    expect(sink.requests.map(({ body }) => body).at(-1)).toBe('a2')
  })

  it('is kept while an earlier one is retried, and given up when that takes too long', async () => {
    const sink = await ground.sink((request, response) =>
      response.writeHead(request.body === '1' ? 500 : 204).end(),
    )
    const endpoint = await ground.endpoint(sink.url, { ordered: true })
    const conversationId = ground.world.ids.next<'conversation'>()
    await ground.enqueue(
      endpoint,
      { conversationId, seq: 1, body: '1' },
      { conversationId, seq: 2, body: '2' },
    )
    const dispatcher = ground.dispatcher()
    await dispatcher.idle()
    ground.world.clock.advance(5 * SECOND)
    await dispatcher.idle()
    expect(sink.requests.map(({ body }) => body)).toEqual(['1', '1'])
    ground.world.clock.advance(30 * MINUTE)
    await dispatcher.idle()
    expect(sink.requests.map(({ body }) => body)).toContain('2')
  })

  it('does not hold up an endpoint that opted out of it', async () => {
    const held = gate()
    const sink = await ground.sink(held.answer)
    const endpoint = await ground.endpoint(sink.url, { ordered: false })
    const conversationId = ground.world.ids.next<'conversation'>()
    await ground.enqueue(endpoint, ...seqs(3).map((seq) => ({ conversationId, seq })))
    const dispatcher = ground.dispatcher()
    await until('all are on their way', () => sink.requests.length === 3)
    held.open()
    await dispatcher.idle()
  })
})

describe('the bounds', () => {
  it('let no endpoint have more than its share, and send everything', async () => {
    const { seen, answer } = counting()
    const sink = await ground.sink(answer)
    const endpoint = await ground.endpoint(sink.url)
    await ground.enqueue(endpoint, ...seqs(100).map((seq) => ({ seq })))
    await ground.dispatcher({ perEndpoint: 4 }).idle()
    expect(sink.requests).toHaveLength(100)
    expect(seen.most).toBe(4)
  })

  it('keep a noisy endpoint from delaying another', async () => {
    const held = gate()
    const noisy = await ground.endpoint((await ground.sink(held.answer)).url)
    const sink = await ground.sink()
    const quiet = await ground.endpoint(sink.url)
    await ground.enqueue(noisy, ...seqs(100).map((seq) => ({ seq })))
    await ground.enqueue(quiet, ...seqs(100).map((seq) => ({ seq })))
    ground.dispatcher()
    await until('the quiet endpoint has everything', () => sink.requests.length === 100)
    const states = (await ground.deliveries(noisy)).map(({ status }) => status)
    expect(new Set(states)).toEqual(new Set(['pending']))
    held.open()
  })

  it('keep a noisy organization from delaying another', async () => {
    const held = gate()
    const noise = await ground.sink(held.answer)
    for (let count = 0; count < 5; count += 1) {
      const noisy = await ground.endpoint(noise.url)
      await ground.enqueue(noisy, ...seqs(20).map((seq) => ({ seq })))
    }
    const sink = await ground.sink()
    const quiet = await ground.endpoint(sink.url, { organizationId: await ground.newOrganization() })
    await ground.enqueue(quiet, ...seqs(20).map((seq) => ({ seq })))
    ground.dispatcher({ concurrency: 12, perOrganization: 10 })
    await until('the quiet organization has everything', () => sink.requests.length === 20)
    expect(noise.requests.length).toBeLessThanOrEqual(10)
    held.open()
  })
})
