import { randomUUID } from 'node:crypto'
import { createTestWorld, type StorageHarness } from '@parlance/core/testing'
import pg, { type Pool } from 'pg'
import {
  createPgStorage,
  migrateToLatest,
  type OpenDatabase,
  type OpenPoolOptions,
  openEmbedded,
  openPool,
  type PgStorage,
  type PgStorageOptions,
} from '../src/index.ts'

export interface TestStorage extends StorageHarness {
  readonly storage: PgStorage
  readonly database: TestDatabase
}

type Options = Partial<Omit<PgStorageOptions, 'pool'>>

/** A database in memory, or a new one on the server of the test run, with the schema in place. */
export const openTestStorage = async (
  kind: 'embedded' | 'postgres',
  options: Options = {},
): Promise<TestStorage> => {
  const database = kind === 'embedded' ? await openTestEmbedded() : await openTestDatabase()
  await migrateToLatest(database.pool)
  return storageOn(database, options)
}

/** Storage on a database that is open and has the schema; closing it closes the database. */
export const storageOn = (database: TestDatabase, options: Options = {}): TestStorage => {
  const world = createTestWorld()
  const storage = createPgStorage({ pool: database.serving, ids: world.ids, clock: world.clock, ...options })
  const close = async () => {
    await storage.close()
    await database.close()
  }
  return { storage, world, database, close }
}

/** Another storage on the same database, with connections of its own, as another process would have it. */
export const anotherStorage = (
  { database, world }: Pick<TestStorage, 'database' | 'world'>,
  options: Options = {},
): TestStorage => ({
  ...storageOn(openAt(database.url), { ids: world.ids, ...options }),
  world,
})

export interface TestDatabase extends OpenDatabase {
  /** What storages are made on. `pool` is the owner's, who sees everything; the embedded database has one for both. */
  readonly serving: Pool
  /** Empty for the embedded one. */
  readonly url: string
}

const openTestEmbedded = async (): Promise<TestDatabase> => {
  const database = await openEmbedded(null)
  return { ...database, serving: database.pool, url: '' }
}

const openAt = (url: string, options: OpenPoolOptions = {}): TestDatabase => {
  const owner = openPool(url, options)
  const serving = openPool(url, options)
  const close = async () => {
    await Promise.all([owner.close(), serving.close()])
  }
  return { url, pool: owner.pool, serving: serving.pool, close }
}

/** A new, empty database on the server of the test run; closing it drops it. */
export const openTestDatabase = async (options: OpenPoolOptions = {}): Promise<TestDatabase> => {
  const name = `parlance_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(`create database ${name}`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const database = openAt(url.href, options)
  return {
    ...database,
    close: async () => {
      await database.close()
      await asSuperuser(`drop database ${name} with (force)`)
    },
  }
}

const asSuperuser = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const serverUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL']
  if (url === undefined) throw new Error('TEST_DATABASE_URL is set by the test run, and is not')
  return url
}
