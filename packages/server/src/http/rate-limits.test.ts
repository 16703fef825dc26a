import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import {
  createHttpApp,
  type HttpAppOptions,
  RATE_LIMITS,
  type RateLimitOptions,
} from '@parlance/adapters-http'
import { createEngine } from '@parlance/core'
import { createMemoryStorage, createTestWorld, type Seeded, seedOrganization } from '@parlance/core/testing'
import { readConfig } from '../config/read-config.ts'
import { memoryRateLimiter } from './memory-rate-limiter.ts'
import { rateLimitsOf } from './rate-limits.ts'

interface Limited {
  readonly seeded: Seeded
  readonly other: Seeded
  readonly ask: (path: string, token?: string, headers?: Record<string, string>) => Promise<Response>
}

let server: Server | undefined
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve())
      server?.closeAllConnections()
    }),
)

/** An application that counts, behind a proxy that tells where requests come from. */
const limited = async (
  rateLimits: Partial<RateLimitOptions>,
  options: Partial<HttpAppOptions> = { trustProxy: 1 },
): Promise<Limited> => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const seeded = await seedOrganization({ storage, world })
  const other = await seedOrganization({ storage, world })
  const nothing = (): void => undefined
  const app = createHttpApp({
    ...world,
    engine: createEngine({ ...storage, ...world }),
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    rateLimits: { limiter: memoryRateLimiter(), ...rateLimits },
    ...options,
  })
  const listening = createServer(app)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  return {
    seeded,
    other,
    ask: (path, token, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { ...(token !== undefined && { api_access_token: token }), ...headers },
      }),
  }
}

const from = (address: string) => ({ 'x-forwarded-for': address })

/** One after the other. */
const statuses = async (...asking: readonly (() => Promise<Response>)[]) => {
  const told: number[] = []
  for (const ask of asking) told.push((await ask()).status)
  return told
}

describe('the limit of an address', () => {
  it('is told in headers, and passed with 429 and when to come back', async () => {
    const { ask } = await limited({ limits: { address: 2 } })
    const first = await ask('/api/v1/profile', undefined, from('203.0.113.1'))
    expect([
      first.status,
      first.headers.get('ratelimit-limit'),
      first.headers.get('ratelimit-remaining'),
    ]).toEqual([401, '2', '1'])
    await ask('/swagger', undefined, from('203.0.113.1'))
    const last = await ask('/nothing/here', undefined, from('203.0.113.1'))
    expect([last.status, last.headers.get('content-type'), await last.text()]).toEqual([
      429,
      'text/plain',
      'Retry later\n',
    ])
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(last.headers.get('ratelimit-policy')).toBe('"address";q=2;w=60')
    expect(last.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/)
    expect(last.headers.get('x-request-id')).not.toBeNull()
    expect((await ask('/nothing', undefined, from('203.0.113.2'))).status).toBe(404)
  })

  it('is one for an IPv6 network, and none for the loopback address or one that is exempt', async () => {
    const { ask } = await limited({ limits: { address: 1 }, exempt: ['198.51.100.0/24'] })
    const asking = (address: string) => ask('/nothing', undefined, from(address))
    expect(
      await statuses(
        () => asking('2001:db8:1:2::1'),
        () => asking('2001:db8:1:2:3::9'),
      ),
    ).toEqual([404, 429])
    expect(
      await statuses(
        () => asking('198.51.100.1'),
        () => asking('198.51.100.1'),
      ),
    ).toEqual([404, 404])
    expect(
      await statuses(
        () => ask('/nothing'),
        () => ask('/nothing'),
      ),
    ).toEqual([404, 404])
  })

  it('does not count who watches over the server', async () => {
    const { ask } = await limited({ limits: { address: 1 } })
    for (let at = 0; at < 3; at += 1) {
      expect((await ask('/healthz', undefined, from('203.0.113.1'))).status).toBe(200)
    }
  })

  it('cannot be escaped by telling another address', async () => {
    const { ask } = await limited({ limits: { address: 1 } })
    const pretending = (one: number) => ask('/nothing', undefined, from(`198.51.100.${one}, 203.0.113.1`))
    expect(
      await statuses(
        () => pretending(1),
        () => pretending(2),
      ),
    ).toEqual([404, 429])
  })

  it('believes nobody when no proxy is trusted', async () => {
    const { ask } = await limited({ limits: { address: 1 } }, {})
    // Both come from the loopback address, whatever they say.
    const pretending = () => ask('/nothing', undefined, from('203.0.113.1'))
    expect(
      await statuses(
        () => pretending(),
        () => pretending(),
      ),
    ).toEqual([404, 404])
  })
})

describe('the limits of routes', () => {
  const account = ({ organization }: Seeded, version = 1) =>
    `/api/v${version}/accounts/${organization.number}`

  it('are shared by an account', async () => {
    const { ask, seeded, other } = await limited({ limits: { contactsSearch: 2 } })
    const search = (one: Seeded, token: string | undefined) =>
      ask(`${account(one)}/contacts/search?q=a`, token)
    expect((await search(seeded, seeded.tokens.owner)).headers.get('ratelimit-remaining')).toBe('1')
    expect((await search(seeded, seeded.tokens.agents[0])).status).toBe(200)
    expect((await search(seeded, seeded.tokens.agents[0])).status).toBe(429)
    expect((await search(other, other.tokens.owner)).status).toBe(200)
    const list = await statuses(() => ask(`${account(seeded)}/contacts`, seeded.tokens.owner))
    expect(list).toEqual([200])
  })

  it('are counted for members alone, or not at all', async () => {
    const { ask, seeded } = await limited({ limits: { conversationsMeta: 1, contactsSearch: 0 } })
    const meta = (token: string | undefined) => ask(`${account(seeded)}/conversations/meta`, token)
    expect((await meta('nonsense')).status).toBe(401)
    expect((await meta(seeded.tokens.owner)).status).toBe(200)
    expect((await meta(seeded.tokens.owner)).status).toBe(429)
    expect((await meta(seeded.tokens.agents[0])).status).toBe(200)
    for (let at = 0; at < 3; at += 1) {
      expect((await ask(`${account(seeded)}/contacts/search?q=a`, seeded.tokens.owner)).status).toBe(200)
    }
  })

  it('may be two', async () => {
    const { ask, seeded } = await limited({ limits: { reportsByCaller: 5, reportsByAccount: 2 } })
    const report = () => ask(`${account(seeded, 2)}/reports/summary`, seeded.tokens.owner)
    expect(
      await statuses(
        () => report(),
        () => report(),
        () => report(),
      ),
    ).toEqual([200, 200, 429])
  })

  it('let requests through when they cannot be counted', async () => {
    const limiter = { take: () => Promise.reject(new Error('The counter is away')) }
    const { ask, seeded } = await limited({ limiter })
    const search = await ask(
      `${account(seeded)}/contacts/search?q=a`,
      seeded.tokens.owner,
      from('203.0.113.1'),
    )
    expect(search.status).toBe(200)
  })
})

describe('the configuration of limits', () => {
  const read = (environment: Record<string, string>) => {
    const config = readConfig(environment)
    if (!config.ok) throw new Error(JSON.stringify(config.error))
    return config.value
  }

  it('begins with the numbers that every application has', () => {
    const standard = Object.fromEntries(Object.entries(RATE_LIMITS).map(([name, { limit }]) => [name, limit]))
    expect(rateLimitsOf(read({}))?.limits).toEqual(standard)
    expect(rateLimitsOf(read({ PARLANCE_RATE_LIMIT_ENABLED: 'false' }))).toBeUndefined()
  })

  it('takes a number of proxies, or their networks', () => {
    expect(read({ PARLANCE_TRUST_PROXY: '2' }).trustProxy).toBe(2)
    expect(read({ PARLANCE_TRUST_PROXY: '10.0.0.0/8, fd00::1' }).trustProxy).toEqual([
      '10.0.0.0/8',
      'fd00::1',
    ])
    for (const wrong of ['0', '11', 'everybody', '1,x', '2,3', '1,10.0.0.1']) {
      expect(readConfig({ PARLANCE_TRUST_PROXY: wrong }).ok).toBe(false)
    }
  })
})
