import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { countingIds, say, seedOrganization, until } from '@parlance/core/testing'
import pg from 'pg'
import { openTestDatabase, storageOn, type TestDatabase } from '../testing/open-test-storage.ts'
import { createPgStorage } from './index.ts'
import { migrateToLatest } from './migrations/migrate.ts'

describe('whether storage is ready', () => {
  let database: TestDatabase

  beforeEach(async () => {
    database = await openTestDatabase()
  })
  afterEach(() => database.close())

  it('depends on the migrations', async () => {
    const { storage } = storageOn(database)
    expect(await storage.ready()).toEqual({
      ready: false,
      reason: expect.stringMatching(/^Migrations are missing: 0001-/),
    })
    await migrateToLatest(database.pool)
    expect(await storage.ready()).toEqual({ ready: true })
  })

  it('depends on the parsers of the pool', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    const { ready } = createPgStorage({ pool, ids: countingIds() })
    expect(await ready()).toMatchObject({ ready: false, reason: expect.stringContaining('openPool') })
    await pool.end()
  })

  it('depends on a database that answers', async () => {
    const url = new URL(database.url)
    url.pathname = '/no_such_database'
    const pool = new pg.Pool({ connectionString: url.href })
    const { ready } = createPgStorage({ pool, ids: countingIds() })
    expect(await ready()).toMatchObject({ ready: false, reason: expect.stringContaining('no_such_database') })
    await pool.end()
  })

  it('is no longer given once the data came from another server, until that is put right', async () => {
    await migrateToLatest(database.pool)
    const harness = storageOn(database)
    const { conversation, organization } = await seedOrganization(harness)
    const read = async (consumer: string) => {
      const logged = await storageOn(database).storage.eventLog.read(organization.id, consumer, 100)
      return logged.map(({ cursor, event }) => ({ cursor, seq: event.seq }))
    }
    for (let count = 0; count < 4; count += 1) await say(harness, conversation)
    await until('five events', async () => (await read('half-way')).length === 5)
    const half = (await read('half-way'))[2]
    await harness.storage.eventLog.advance(organization.id, 'half-way', half?.cursor ?? '')

    // As a dump from a server that has seen many more transactions.
    const later = 'tx = (tx::text::bigint + 1000000)::text::xid8'
    await database.pool.query(`update events set ${later}`)
    await database.pool.query(`update consumer_cursors set ${later}`)
    expect(await read('half-way')).toEqual([])
    expect(await storageOn(database).storage.ready()).toMatchObject({
      ready: false,
      reason: expect.stringContaining('another server'),
    })

    await migrateToLatest(database.pool)
    expect(await storageOn(database).storage.ready()).toEqual({ ready: true })
    expect((await read('half-way')).map(({ seq }) => seq)).toEqual([4, 5])
    expect((await read('fresh')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    await say(harness, conversation)
    await until('the new event', async () => (await read('half-way')).length === 3)
    expect((await read('half-way')).map(({ seq }) => seq)).toEqual([4, 5, 6])
  })
})
