import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Kysely, sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../../testing/open-test-storage.ts'
import { openPool } from '../kernel/open-pool.ts'
import { MIGRATIONS } from './index.ts'
import { migrateToLatest, migrationStatus } from './migrate.ts'

const NAMES = Object.keys(MIGRATIONS)

describe('migrations on a real Postgres', () => {
  let database: TestDatabase

  beforeEach(async () => {
    database = await openTestDatabase()
  })
  afterEach(() => database.close())

  it('are carried out once, in their order', async () => {
    expect(await migrationStatus(database.pool)).toEqual({ executed: [], pending: NAMES })
    expect(await migrateToLatest(database.pool)).toEqual(NAMES)
    expect(await migrationStatus(database.pool)).toEqual({ executed: NAMES, pending: [] })
    expect(await migrateToLatest(database.pool)).toEqual([])
  })

  it('are carried out once when several processes start at the same moment', async () => {
    const others = Array.from({ length: 5 }, () => openPool(database.url))
    try {
      const done = await Promise.all(others.map(({ pool }) => migrateToLatest(pool)))
      expect(done.toSorted((left, right) => right.length - left.length)).toEqual([NAMES, [], [], [], []])
    } finally {
      await Promise.all(others.map(({ close }) => close()))
    }
  })

  it('leave nothing behind when one of them fails', async () => {
    const failing = {
      up: async (db: Kysely<unknown>) => void (await sql`select no_such_function()`.execute(db)),
    }
    await expect(migrateToLatest(database.pool, { ...MIGRATIONS, '9999-failing': failing })).rejects.toThrow(
      'no_such_function',
    )
    const { rows } = await database.pool.query("select to_regclass('organizations') as found")
    expect(rows).toEqual([{ found: null }])
  })

  it('are refused on a database that knows more of them than the program', async () => {
    const future = { up: async (db: Kysely<unknown>) => void (await sql`select 1`.execute(db)) }
    await migrateToLatest(database.pool, { ...MIGRATIONS, '9999-future': future })
    await expect(migrateToLatest(database.pool)).rejects.toThrow('9999-future')
  })
})
