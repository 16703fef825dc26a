import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createSender, type Sender, type SenderOptions } from '../send.ts'
import { openSink, type Sink } from '../sink.fixtures.ts'
import { watchConnections } from './connections.fixtures.ts'

const secrets = ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=']
const clock = { now: () => Date.now() }

let sink: Sink
let connections: ReturnType<typeof watchConnections>
let senders: Sender[] = []

beforeAll(async () => {
  sink = await openSink()
})
afterAll(() => sink.close())
beforeEach(() => {
  connections = watchConnections()
})
afterEach(async () => {
  connections.stop()
  await Promise.all(senders.map((sender) => sender.close()))
  senders = []
})

const post = (url: string, options: Partial<SenderOptions> = {}) => {
  const sender = createSender({ clock, allowHttp: true, ...options })
  senders.push(sender)
  return sender.send({ deliveryId: 'd-1', url, body: '{}', secrets })
}

/** Every name leads to this machine, as an attacker's would. */
const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses

const hosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '0x7f.1',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  '①②⑦.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '169.254.169.254',
  '2852039166',
  '[fd00:ec2::254]',
  '10.0.0.1',
  '192.168.1.1',
  '172.16.0.1',
  '100.100.100.200',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'a.localhost',
  'metadata.internal',
  'hooks.acme.test',
]

describe('the address guard', () => {
  it.each(hosts)('makes no connection to %s', async (host) => {
    const result = await post(`http://${host}:${sink.port}/`, { resolve: resolvesTo('127.0.0.1') })
    expect(result).toMatchObject({ status: null, error: expect.stringContaining('is private or reserved') })
    expect(connections.attempts).toEqual([])
    expect(sink.requests).toEqual([])
  })

  it.each([`http://user:pw@127.0.0.1/`, 'http:///', 'gopher://127.0.0.1/', 'http://127.0.0.1:99999/'])(
    'makes no connection for %s',
    async (url) => {
      expect(await post(url, { allowPrivate: ['0.0.0.0/0'] })).toMatchObject({
        status: null,
        error: expect.stringContaining('the URL'),
      })
      expect(connections.attempts).toEqual([])
    },
  )

  it('makes no connection over https either', async () => {
    for (const host of ['127.0.0.1', '[::1]', 'hooks.acme.test']) {
      const result = await post(`https://${host}:${sink.port}/`, { resolve: resolvesTo('127.0.0.1') })
      expect(result.error).toContain('is private or reserved')
    }
    expect(connections.attempts).toEqual([])
  })

  it.each([
    { first: 'a public address', addresses: ['8.8.8.8', '127.0.0.1'] },
    { first: 'a private address', addresses: ['10.0.0.1', '8.8.8.8'] },
    { first: 'a public IPv6 address', addresses: ['2606:4700::1111', '::1'] },
    { first: 'no address that is one', addresses: ['8.8.8.8', 'not-an-address'] },
  ])('refuses a name with several addresses, one forbidden, after $first', async ({ addresses }) => {
    const result = await post(`http://hooks.acme.test:${sink.port}/`, { resolve: resolvesTo(...addresses) })
    expect(result.error).toBe('the address of hooks.acme.test is private or reserved')
    expect(connections.attempts).toEqual([])
  })

  it('does not tell the address that a name leads to', async () => {
    const result = await post('http://hooks.acme.test/', { resolve: resolvesTo('10.11.12.13') })
    expect(JSON.stringify(result)).not.toContain('10.11.12.13')
  })

  it('tells that a name has no address', async () => {
    const unknown = Object.assign(new Error('queryA ENOTFOUND hooks.acme.test'), { code: 'ENOTFOUND' })
    const rejecting = await post('http://hooks.acme.test/', { resolve: () => Promise.reject(unknown) })
    expect(rejecting.error).toBe('host not found')
    expect((await post('http://hooks.acme.test/', { resolve: resolvesTo() })).error).toBe(
      'hooks.acme.test has no address',
    )
  })
})

describe('a name that changes its answer', () => {
  it('is asked once per connection, and the connection goes to the answer that was checked', async () => {
    const answers = ['127.0.0.1', '127.0.0.2']
    const asked: string[] = []
    const resolve = async (hostname: string) => {
      asked.push(hostname)
      return [answers[asked.length - 1] ?? '127.0.0.3']
    }
    const result = await post(`http://hooks.acme.test:${sink.port}/`, {
      resolve,
      allowPrivate: ['127.0.0.1/32'],
    })
    expect(result).toMatchObject({ status: 204, error: null })
    expect(asked).toEqual(['hooks.acme.test'])
    expect(connections.attempts).toEqual(['127.0.0.1'])
    expect(sink.requests.at(-1)?.headers.host).toBe(`hooks.acme.test:${sink.port}`)
  })

  it('is refused as soon as the answer is private', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    const resolve = async () => answers.shift() ?? []
    const closing = await openSink((_, response) => response.writeHead(200, { connection: 'close' }).end())
    const sender = createSender({ clock, allowHttp: true, allowPrivate: ['127.0.0.1'], resolve })
    senders.push(sender)
    const webhook = { deliveryId: 'd-1', url: `http://hooks.acme.test:${closing.port}/`, body: '{}', secrets }
    expect(await sender.send(webhook)).toMatchObject({ status: 200 })
    expect(await sender.send(webhook)).toMatchObject({ status: null })
    expect(connections.attempts).toEqual(['127.0.0.1'])
    await closing.close()
  })
})

describe('an allow-list', () => {
  it('opens what it names, and the names that only this machine knows', async () => {
    const result = await post(`http://localhost:${sink.port}/`, { allowPrivate: ['127.0.0.0/8', '::1'] })
    expect(result).toMatchObject({ status: 204 })
  })

  it('opens addresses that need no lookup', async () => {
    const result = await post(`http://127.0.0.1:${sink.port}/`, { allowPrivate: ['127.0.0.0/8'] })
    expect(result).toMatchObject({ status: 204 })
    expect(connections.attempts).toEqual(['127.0.0.1'])
  })

  it('opens nothing else', async () => {
    const result = await post(`http://127.0.0.1:${sink.port}/`, { allowPrivate: ['10.0.0.0/8'] })
    expect(result.error).toContain('is private or reserved')
    expect(connections.attempts).toEqual([])
  })
})
