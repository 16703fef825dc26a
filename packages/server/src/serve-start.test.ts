import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { createClient } from '../testing/client.ts'
import { runCommand, type Settings, startCommand } from '../testing/command-line.ts'
import { startDatabaseProxy } from '../testing/database-proxy.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { found } from '../testing/people.ts'
import { PLACES } from '../testing/places.ts'
import { serving } from '../testing/served.ts'

const [embedded] = PLACES
if (!embedded) throw new Error('There is no embedded place')

describe('a server', () => {
  it('on an empty embedded database, founds an organization and says how to call it', async () => {
    const place = await embedded.create()
    try {
      let token = ''
      await serving(place.settings, async (served) => {
        await until('it says so', () => served.stdout().includes('curl'))
        const [, header, url] = /curl -H '([^']+)' (\S+)/.exec(served.stdout()) ?? []
        token = header?.split(': ')[1] ?? ''
        const profile = await fetch(url ?? '', { headers: { api_access_token: token } })
        expect(profile.status).toBe(200)
        expect(await profile.json()).toMatchObject({
          email: 'owner@example.com',
          access_token: expect.any(String),
        })

        // Another process can't use the directory meanwhile, and says why.
        const second = await runCommand(['serve'], place.settings)
        expect(second.code).toBe(1)
        expect(second.stderr).toContain(`is in use by process ${served.child.pid}`)
      })
      // It was killed, and its lock with it. The second start founds nothing.
      await serving(place.settings, async (served) => {
        const profile = await createClient(served.url)('GET', '/api/v1/profile', { token })
        expect(profile.status).toBe(200)
        expect(served.stdout()).not.toContain('curl')
      })
    } finally {
      await place.remove()
    }
  }, 60_000)

  it('says so when the port is taken', async () => {
    const place = await embedded.create()
    const other = await embedded.create()
    try {
      await serving(place.settings, async (served) => {
        const { port } = new URL(served.url)
        const { code, stderr } = await runCommand(['serve'], { ...other.settings, PORT: port })
        expect(code).toBe(1)
        expect(stderr).toBe(
          `Cannot listen on 127.0.0.1, port ${port} (HOST and PORT): something else listens there already.\n`,
        )
      })
    } finally {
      await place.remove()
      await other.remove()
    }
  }, 60_000)
})

describe('a server on Postgres', () => {
  let database: FreshDatabase
  let settings: Settings

  beforeAll(async () => {
    database = await createFreshDatabase()
    settings = { DATABASE_URL: database.url }
  })

  afterAll(() => database.drop())

  it('does not start until the database is migrated, unless it may do so itself', async () => {
    const { code, stdout, stderr } = await runCommand(['serve'], { ...settings, PORT: '0' })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Run `parlance migrate`, or set PARLANCE_MIGRATE_ON_START=true.')
    await serving({ ...settings, PARLANCE_MIGRATE_ON_START: 'true' }, async (served) => {
      expect((await createClient(served.url)('GET', '/readyz')).status).toBe(200)
      expect(served.stdout()).not.toContain('curl')
    })
  })

  it('answers 503 while the database is away, and recovers by itself', async () => {
    await runCommand(['migrate'], settings)
    const { accountId, owner } = await found(settings)
    const proxy = await startDatabaseProxy(database.url)
    try {
      await serving({ DATABASE_URL: proxy.url }, async (served) => {
        const ask = createClient(served.url)
        const contacts = `/api/v1/accounts/${accountId}/contacts`
        const list = () => ask('GET', contacts, { token: owner.token })
        const write = () => ask('POST', contacts, { token: owner.token, body: { name: 'Zoe' } })
        expect((await list()).status).toBe(200)

        await proxy.cut()
        for (const request of [list, write]) {
          const refused = await request()
          expect(refused.status).toBe(503)
          expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
        }
        await until('it is not ready', async () => (await ask('GET', '/readyz')).status === 503)
        expect((await ask('GET', '/readyz')).body.reasons).toEqual(['the database does not answer'])
        expect((await ask('GET', '/healthz')).status).toBe(200)

        await proxy.restore()
        await until('it is ready', async () => (await ask('GET', '/readyz')).status === 200)
        expect((await list()).status).toBe(200)
        expect((await write()).status).toBe(200)
        // Connections that break while nobody uses them are nobody's problem.
        await database.cutConnections()
        await until('it answers', async () => (await list()).status === 200)
        expect((await served.stop()).code).toBe(0)
      })
    } finally {
      await proxy.close()
    }
  }, 60_000)

  it('logs a fault of the program, and ends in order', async () => {
    await runCommand(['migrate'], settings)
    const fault = 'process.on("SIGUSR2", () => { Promise.reject(new Error("Nobody handles this")) })'
    const running = startCommand(['serve'], {
      ...settings,
      PORT: '0',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
    })
    await until('it listens', () => running.stdout().includes('"msg":"Listening"'))
    running.child.kill('SIGUSR2')
    const { code, stdout } = await running.ended
    expect(code).toBe(1)
    expect(stdout).toMatch(/"level":"fatal".*Nobody handles this/)
    expect(stdout).toContain('"msg":"Stopped"')
  })
})
