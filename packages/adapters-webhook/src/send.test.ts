import { once } from 'node:events'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createSender, type Sender } from './send.ts'
import { openSink, openTcpSink, type Sink } from './sink.fixtures.ts'
import { verifyWebhook } from './verify.ts'

const NOW = 1_750_088_476_770
const clock = { now: () => NOW }
const secrets = ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=', 'whsec_b2xkLW9sZC1vbGQ=']

const opened: (Sink | Sender)[] = []
const opening = <T extends Sink | Sender>(thing: T): T => {
  opened.push(thing)
  return thing
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((thing) => thing.close()))
})

const newSender = () => opening(createSender({ clock, allowHttp: true, allowPrivate: ['127.0.0.0/8'] }))

const post = (url: string) =>
  newSender().send({ deliveryId: 'd-1', url, body: '{"text":"Grüße 🙂"}', secrets })

describe('sending a webhook', () => {
  it('posts the very body, signed', async () => {
    const sink = opening(await openSink())
    expect(await post(`${sink.url}?a=1`)).toEqual({
      status: 204,
      retryAfter: null,
      excerpt: '',
      error: null,
      duration: expect.any(Number),
    })
    const [request] = sink.requests
    expect(request).toMatchObject({
      method: 'POST',
      url: '/hook?a=1',
      body: '{"text":"Grüße 🙂"}',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'webhook-id': 'd-1',
        'x-chatwoot-delivery': 'd-1',
        'x-chatwoot-timestamp': '1750088476',
        'x-chatwoot-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      },
    })
    for (const secret of secrets) {
      const received = {
        headers: request?.headers ?? {},
        body: request?.body ?? '',
        secrets: [secret],
        now: NOW,
      }
      expect(verifyWebhook(received)).toMatchObject({ ok: true, value: { deliveryId: 'd-1' } })
    }
  })

  it.each([
    { status: 200, error: null },
    { status: 299, error: null },
    { status: 400, error: '400 Bad Request' },
    { status: 410, error: '410 Gone' },
    { status: 500, error: '500 Internal Server Error' },
    { status: 599, error: '599' },
  ])('tells the status $status and says "$error"', async ({ status, error }) => {
    const sink = opening(await openSink((_, response) => response.writeHead(status).end('said')))
    expect(await post(sink.url)).toMatchObject({ status, error, excerpt: 'said', retryAfter: null })
  })

  it('tells how long the receiver wants to be left alone', async () => {
    const sink = opening(
      await openSink((_, response) => response.writeHead(503, { 'retry-after': '120' }).end()),
    )
    expect(await post(sink.url)).toMatchObject({ status: 503, retryAfter: 120_000 })
  })

  it.each([301, 302, 303, 307, 308])('does not follow a %d', async (status) => {
    const inside = opening(await openSink())
    const sink = opening(
      await openSink((_, response) => response.writeHead(status, { location: inside.url }).end()),
    )
    const result = await post(sink.url)
    expect(result).toMatchObject({ status, error: expect.stringContaining('redirects are not followed') })
    expect(inside.connections()).toBe(0)
  })

  it('uses a connection again', async () => {
    const sink = opening(await openSink())
    const { send } = newSender()
    for (const deliveryId of ['d-1', 'd-2', 'd-3']) {
      await send({ deliveryId, url: sink.url, body: '{}', secrets })
      // An answer's end is noticed before its connection is free.
      await new Promise(setImmediate)
    }
    expect(sink.requests).toHaveLength(3)
    expect(sink.connections()).toBe(1)
  })
})

describe('the excerpt', () => {
  it.each([
    { given: 'a NUL', body: Buffer.from('a\0b'), excerpt: 'a\uFFFDb' },
    { given: 'bytes that are no UTF-8', body: Buffer.from([0x61, 0xff, 0x62]), excerpt: 'a\uFFFDb' },
    { given: 'umlauts', body: Buffer.from('Grüße 🙂'), excerpt: 'Grüße 🙂' },
  ])('of $given is text that can be stored', async ({ body, excerpt }) => {
    const sink = opening(await openSink((_, response) => response.end(body)))
    expect(await post(sink.url)).toMatchObject({ excerpt })
  })

  it.each([
    { given: 'wide characters', body: Buffer.from('🙂'.repeat(10_000)) },
    { given: 'bytes that must be replaced', body: Buffer.alloc(40_000, 0xff) },
  ])('of $given has no more than 16 KiB', async ({ body }) => {
    const sink = opening(await openSink((_, response) => response.end(body)))
    const { excerpt } = await post(sink.url)
    const bytes = Buffer.byteLength(excerpt ?? '')
    expect(bytes).toBeLessThanOrEqual(16 * 1024)
    expect(bytes).toBeGreaterThan(16 * 1024 - 4)
  })
})

describe('a sender that is told to stop', () => {
  it('gives up what it sends', async () => {
    const sink = opening(await openTcpSink(() => undefined))
    const stop = new AbortController()
    const { send } = newSender()
    const sending = send({ deliveryId: 'd-1', url: sink.url, body: '{}', secrets }, stop.signal)
    stop.abort()
    expect(await sending).toMatchObject({ status: null, error: 'the sender stopped' })
    expect(await send({ deliveryId: 'd-1', url: sink.url, body: '{}', secrets }, stop.signal)).toMatchObject({
      error: 'the sender stopped',
    })
  })

  it('closes its connections', async () => {
    const gone = Promise.withResolvers<void>()
    const sink = opening(
      await openTcpSink((socket) => {
        void once(socket, 'close').then(() => gone.resolve())
      }),
    )
    const sender = createSender({ clock, allowHttp: true, allowPrivate: ['127.0.0.0/8'] })
    const sending = sender.send({ deliveryId: 'd-1', url: sink.url, body: '{}', secrets })
    while (sink.connections() === 0) await new Promise(setImmediate)
    await sender.close()
    expect(await sending).toMatchObject({ status: null })
    await gone.promise
  })
})

describe('a secret without a key', () => {
  it('sends nothing', async () => {
    const sink = opening(await openSink())
    const { send } = newSender()
    expect(await send({ deliveryId: 'd-1', url: sink.url, body: '{}', secrets: ['whsec_'] })).toMatchObject({
      status: null,
      error: 'The webhook secret is not base64 after whsec_',
    })
    expect(sink.connections()).toBe(0)
  })
})
