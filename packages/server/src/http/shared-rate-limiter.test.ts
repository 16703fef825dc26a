import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openPool } from '@parlance/adapters-pg'
import { MINUTE } from '@parlance/core'
import { runCommand } from '../../testing/command-line.ts'
import { createFreshDatabase, type FreshDatabase } from '../../testing/fresh-database.ts'
import { type Founded, found } from '../../testing/people.ts'
import { type Served, startServed } from '../../testing/served.ts'
import { readConfig } from '../config/read-config.ts'
import { createLogger } from '../logger.ts'
import { openRateLimiter } from './open-rate-limiter.ts'
import { sharedRateLimiter } from './shared-rate-limiter.ts'

describe('two servers on one Postgres', () => {
  let fresh: FreshDatabase
  let founded: Founded
  let servers: readonly Served[] = []

  beforeAll(async () => {
    fresh = await createFreshDatabase()
    const settings = { DATABASE_URL: fresh.url, PARLANCE_RATE_LIMIT_SUPPORT: '100' }
    await runCommand(['migrate'], settings)
    founded = await found(settings)
    servers = await Promise.all([startServed(settings), startServed(settings)])
  }, 120_000)
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await fresh?.drop()
  }, 60_000)

  const ask = (server: Served | undefined, key: string) =>
    fetch(`${server?.url}/api/v1/conversations/?user_email=ada@example.test`, {
      headers: { 'X-API-Key': key },
      signal: AbortSignal.timeout(10_000),
    })

  it('keep a caller within one limit together, tell how it stands, and refuse in the words of the API', async () => {
    const answers: Response[] = []
    for (let at = 0; at < 75; at += 1) {
      answers.push(...(await Promise.all(servers.map((server) => ask(server, founded.keys.server)))))
    }
    const good = answers.filter(({ status }) => status === 200)
    expect(good.length).toBeGreaterThanOrEqual(95)
    expect(good.length).toBeLessThanOrEqual(105)
    expect(good[0]?.headers.get('ratelimit-policy')).toBe('"support";q=100;w=60')
    expect(good[0]?.headers.get('ratelimit')).toMatch(/^"support";r=\d+;t=\d+$/)
    expect(good[0]?.headers.get('ratelimit-limit')).toBe('100')
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]))
    for (const { headers } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    }
    expect(await refused[0]?.json()).toEqual({ detail: 'Request was throttled.' })
    // Somebody else is counted apart.
    expect((await ask(servers[0], founded.keys.client)).status).toBe(200)
  }, 60_000)
})

describe('a limiter whose database is away', () => {
  it('counts by itself, without letting anybody wait for long', async () => {
    const errors: unknown[] = []
    const { pool } = openPool('postgres://nobody@127.0.0.1:9/none', { max: 1 })
    const clock = { now: Date.now }
    const { limiter, close } = sharedRateLimiter({ pool, clock, onError: (error) => errors.push(error) })
    const numbers = { limit: 3, window: MINUTE }
    const allowed: boolean[] = []
    for (let at = 0; at < 5; at += 1) {
      allowed.push((await limiter.take('support', 'ada', numbers)).allowed)
    }
    expect(allowed).toEqual([true, true, true, false, false])
    expect(errors).not.toHaveLength(0)
    await close()
  })

  it('is not asked for where there is none', () => {
    const config = readConfig({ PARLANCE_RATE_LIMIT_STORE: 'postgres', PARLANCE_DATA_DIR: '/nowhere' })
    if (!config.ok) throw new Error(JSON.stringify(config.error))
    const ports = { clock: { now: Date.now }, logger: createLogger({ logLevel: 'silent' }) }
    expect(() => openRateLimiter(config.value, ports)).toThrow(/needs DATABASE_URL/)
    expect(readConfig({ PARLANCE_RATE_LIMIT_STORE: 'redis' }).ok).toBe(false)
  })
})
