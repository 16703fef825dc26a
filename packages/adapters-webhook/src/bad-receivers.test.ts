import { afterEach, describe, expect, it } from '@jest/globals'
import { createSender, type Sender, type SenderOptions } from './send.ts'
import { openSink, openTcpSink, type Sink } from './sink.fixtures.ts'

const clock = { now: () => 1_750_088_476_770 }
const secrets = ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=']

const opened: (Sink | Sender)[] = []
const opening = <T extends Sink | Sender>(thing: T): T => {
  opened.push(thing)
  return thing
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((thing) => thing.close()))
})

const post = (url: string, options: Partial<SenderOptions> = {}) => {
  const sender = createSender({ clock, allowHttp: true, allowPrivate: ['127.0.0.0/8'], ...options })
  return opening(sender).send({ deliveryId: 'd-1', url, body: '{}', secrets })
}

/** Short enough to wait for, long enough for a loaded machine to do the rest. */
const SHORT = 500

describe('a receiver that does not answer well', () => {
  it('refuses the connection', async () => {
    const sink = await openSink()
    await sink.close()
    expect(await post(sink.url)).toMatchObject({ status: null, excerpt: null, error: 'connection refused' })
  })

  it('says nothing', async () => {
    const sink = opening(await openTcpSink(() => undefined))
    expect(await post(sink.url, { timeout: SHORT })).toMatchObject({
      status: null,
      excerpt: null,
      error: 'no answer within 0.5 s',
    })
  })

  it('hangs up', async () => {
    const sink = opening(await openTcpSink((socket) => socket.once('data', () => socket.destroy())))
    expect(await post(sink.url)).toMatchObject({ status: null, error: expect.any(String) })
  })

  it('speaks something else', async () => {
    const sink = opening(await openTcpSink((socket) => socket.end('220 smtp.acme.test ready\r\n')))
    expect(await post(sink.url)).toMatchObject({ status: null, error: 'the answer is not HTTP' })
  })

  it('sends its headers one byte at a time', async () => {
    const sink = opening(
      await openTcpSink((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-slow: ')
        const drip = setInterval(() => socket.write('a'), 20)
        socket.on('close', () => clearInterval(drip))
      }),
    )
    expect(await post(sink.url, { timeout: SHORT })).toMatchObject({
      status: null,
      error: 'no answer within 0.5 s',
    })
  })

  it('sends headers without end', async () => {
    const sink = opening(
      await openTcpSink((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const line = `x-more: ${'a'.repeat(1_000)}\r\n`
        const pour = () => {
          while (!socket.destroyed && socket.write(line));
        }
        socket.on('drain', pour)
        pour()
      }),
    )
    expect(await post(sink.url)).toMatchObject({
      status: null,
      error: 'the headers of the answer are too big',
    })
  })

  it('sends provisional answers without end', async () => {
    const sink = opening(
      await openTcpSink((socket) => {
        const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5)
        socket.on('close', () => clearInterval(drip))
      }),
    )
    expect(await post(sink.url, { timeout: SHORT })).toMatchObject({ status: null })
  })

  it('sends its body one byte at a time: the status counts', async () => {
    const closed = Promise.withResolvers<void>()
    const sink = opening(
      await openSink((_, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write('a'), 20)
        response.on('close', () => {
          clearInterval(drip)
          closed.resolve()
        })
      }),
    )
    const result = await post(sink.url, { timeout: SHORT })
    expect(result).toMatchObject({ status: 200, error: null, excerpt: expect.stringMatching(/^a*$/) })
    await closed.promise
  })

  it('sends a body without end: 64 KiB are read and 16 kept', async () => {
    const closed = Promise.withResolvers<void>()
    let sent = 0
    const sink = opening(
      await openSink((_, response) => {
        response.writeHead(200)
        const piece = Buffer.alloc(16 * 1024, 'a')
        const pour = () => {
          while (!response.destroyed && response.write(piece)) sent += piece.length
        }
        response.on('drain', pour)
        response.on('close', closed.resolve)
        pour()
      }),
    )
    const result = await post(sink.url)
    await closed.promise
    expect(result).toMatchObject({ status: 200, excerpt: 'a'.repeat(16 * 1024) })
    // What the kernel buffers on both sides is all that it can send beyond the limit.
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })
})
