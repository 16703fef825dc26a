import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { seedOrganization } from '@parlance/core/testing'
import type { Pool } from 'pg'
import { openTestDatabase, storageOn, type TestDatabase } from '../../testing/open-test-storage.ts'
import { migrateToLatest } from '../migrations/migrate.ts'
import type { ApplicationRole } from './application-role.ts'
import { checkWall } from './check-wall.ts'
import { createDatabase } from './database.ts'
import { RoleUnfit } from './make-role.ts'
import { openPool } from './open-pool.ts'

describe('the role that the stores work as', () => {
  let database: TestDatabase
  let name: string
  const opened: (() => Promise<void>)[] = []

  beforeEach(async () => {
    database = await openTestDatabase()
    name = `r${randomUUID().replaceAll('-', '')}`
  })
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
    await database.close()
  })

  /** A login that owns the database and is no superuser, as managed Postgres gives out. */
  const asOwner = async (rights: string, role?: ApplicationRole): Promise<Pool> => {
    const { pathname } = new URL(database.url)
    await database.pool.query(`create role login_${name} login password 'secret' ${rights}`)
    await database.pool.query(`alter database ${pathname.slice(1)} owner to login_${name}`)
    const url = new URL(database.url)
    url.username = `login_${name}`
    url.password = 'secret'
    const { pool, close } = openPool(url.href, role === undefined ? {} : { role })
    opened.push(close)
    return pool
  }

  const nameOf = async (pool: Pool): Promise<string | undefined> => {
    const db = createDatabase(pool).outside
    const { rows } = await db.executeQuery<{ name: string }>({
      ...db.selectFrom('credentials').selectAll().compile(),
      sql: 'select current_user as name',
      parameters: [],
    })
    return rows[0]?.name
  }

  it('is made by a login that may, and is named after the database', async () => {
    const pool = await asOwner('createrole')
    await migrateToLatest(pool)
    await checkWall(pool)
    const { pathname } = new URL(database.url)
    expect(await nameOf(pool)).toBe(`parlance_app_${pathname.slice(1)}`)
    const { storage, world } = storageOn({ ...database, serving: pool, close: async () => undefined })
    const seeded = await seedOrganization({ storage, world })
    expect(await storage.directory.organization(seeded.organization.id)).toEqual(seeded.organization)
    expect(await storage.ready()).toEqual({ ready: true })
    await storage.close()
    expect(await migrateToLatest(pool)).toEqual([])
  })

  it('must be made by somebody else where the login may not, who is told how', async () => {
    const pool = await asOwner('nocreaterole', `app_${name}`)
    await expect(migrateToLatest(pool)).rejects.toThrow(
      `create role app_${name} nologin; grant app_${name} to login_${name}`,
    )
    await expect(checkWall(pool)).rejects.toThrow(RoleUnfit)
    await database.pool.query(`create role app_${name} nologin`)
    await expect(migrateToLatest(pool)).rejects.toThrow(RoleUnfit)
    await database.pool.query(`grant app_${name} to login_${name}`)
    await migrateToLatest(pool)
    await checkWall(pool)
    expect(await nameOf(pool)).toBe(`app_${name}`)
  })

  it('can be done without', async () => {
    const pool = await asOwner('nocreaterole', null)
    await migrateToLatest(pool)
    await checkWall(pool)
    expect(await nameOf(pool)).toBe(`login_${name}`)
  })

  it('can be a login of its own, which then cannot leave it', async () => {
    await database.pool.query(`create role app_${name} login password 'secret'`)
    const owner = openPool(database.url, { role: `app_${name}` })
    opened.push(owner.close)
    await migrateToLatest(owner.pool)
    const url = new URL(database.url)
    url.username = `app_${name}`
    url.password = 'secret'
    const { pool, close } = openPool(url.href, { role: null })
    opened.push(close)
    const { storage, world } = storageOn({ ...database, serving: pool, close: async () => undefined })
    const { organization } = await seedOrganization({ storage, world })
    expect(await storage.directory.organization(organization.id)).toEqual(organization)
    expect(await storage.ready()).toEqual({ ready: true })
    await storage.close()
    await expect(pool.query('reset role; select from organizations')).rejects.toThrow('uuid')
  })

  it.each(['superuser', 'bypassrls'])('is not one that the wall does not hold: with %s', async (right) => {
    await database.pool.query(`create role app_${name} nologin ${right}`)
    const { pool, close } = openPool(database.url, { role: `app_${name}` })
    opened.push(close)
    await expect(migrateToLatest(pool)).rejects.toThrow(`app_${name} sees the rows of all organizations`)
  })

  it('is missed before anything is asked', async () => {
    await migrateToLatest(database.pool)
    const { pool, close } = openPool(database.url, { role: `app_${name}` })
    opened.push(close)
    await expect(checkWall(pool)).rejects.toThrow('Run `parlance migrate`')
    await expect(nameOf(pool)).rejects.toThrow(`role "app_${name}" does not exist`)
  })
})
