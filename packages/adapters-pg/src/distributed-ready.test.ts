import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { storageContract } from '@parlance/core/testing'
import type { Pool } from 'pg'
import { tableNames } from '../testing/describe-schema.ts'
import { openTestDatabase, storageOn, type TestStorage } from '../testing/open-test-storage.ts'
import { recordStatements } from '../testing/record-statements.ts'
import { OUTSIDE_TABLES } from './kernel/outside-tables.ts'
import { migrateToLatest } from './migrations/migrate.ts'

/** Small tables that lead from what is unique everywhere to one organization. They are everywhere. */
const LOOKUPS: readonly string[] = OUTSIDE_TABLES

describe('ready to be distributed by organization', () => {
  let harness: TestStorage
  let pool: Pool
  let statements: ReadonlySet<string>

  beforeAll(async () => {
    const database = await openTestDatabase()
    statements = recordStatements(database.serving)
    await migrateToLatest(database.pool)
    harness = storageOn(database)
    pool = database.pool
  }, 60_000)
  afterAll(() => harness.close())

  it('every primary and unique key begins with the organization', async () => {
    const { rows } = await pool.query<{ table: string; key: string; first: string }>(
      `select indrelid::regclass::text as table, indexrelid::regclass::text as key,
         pg_get_indexdef(indexrelid, 1, true) as first
       from pg_index where indisunique and indrelid = any($1::regclass[])`,
      [await tenantTables()],
    )
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter(({ first }) => first !== 'organization_id')).toEqual([])
  })

  it('every table of an organization has a primary key, and the column', async () => {
    const { rows } = await pool.query<{ table: string }>(
      `select attrelid::regclass::text as table from pg_attribute
       join pg_constraint on conrelid = attrelid and contype = 'p'
       where attname = 'organization_id' and attnotnull and attrelid = any($1::regclass[])`,
      [await tenantTables()],
    )
    expect(rows.map(({ table }) => table).toSorted()).toEqual(await tenantTables())
  })

  it('every foreign key begins with the organization, and none ties a lookup table to another', async () => {
    const { rows } = await pool.query<{ table: string; key: string; first: string; to: string }>(
      `select conrelid::regclass::text as table, conname as key, attname as first, confrelid::regclass::text as to
       from pg_constraint
       join pg_attribute on attrelid = conrelid and attnum = conkey[1]
       where contype = 'f' and connamespace = 'public'::regnamespace`,
    )
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter(({ first }) => first !== 'organization_id')).toEqual([])
    expect(rows.filter(({ table, to }) => [table, to].some((one) => LOOKUPS.includes(one)))).toEqual([])
  })

  const tenantTables = async (): Promise<readonly string[]> =>
    (await tableNames(pool)).filter((table) => !LOOKUPS.includes(table))

  describe('while every contract is tried', () => {
    storageContract({ afterAll, beforeAll, describe, expect, it }, async () => ({
      ...harness,
      close: async () => undefined,
    }))
  })

  it('every statement on a table of an organization is bound to one organization', async () => {
    const touching = touchingAny(await tenantTables())
    const sent = [...statements].filter((text) => touching(text) && !isDefinition(text))
    expect(sent.length).toBeGreaterThan(60)
    expect(sent.filter((text) => !isBound(text))).toEqual([])
  })

  it('every table that a statement names is tied to the organization', async () => {
    const tables = await tenantTables()
    const touching = touchingAny(tables)
    const loose = [...statements].filter((text) => {
      if (!touching(text) || isDefinition(text)) return false
      const named = text.match(namesOf(tables))?.length ?? 0
      return (text.match(/\borganization_id\b/g)?.length ?? 0) < named
    })
    expect(loose).toEqual([])
  })
})

const namesOf = (tables: readonly string[]): RegExp =>
  new RegExp(`\\b(?:from|join|into|update|using) "?(?:${tables.join('|')})\\b`, 'g')

const touchingAny = (tables: readonly string[]) => (text: string) => namesOf(tables).test(text)

/** Migrations, and questions of the tests themselves about the catalogue. */
const isDefinition = (text: string): boolean => /^(?:create|alter|drop|comment) |pg_class|pg_index/.test(text)

/** Compares the column with a parameter, or inserts it. */
const isBound = (text: string): boolean =>
  /\borganization_id"? = \$\d+/.test(text) ||
  /^(?:with .*)?insert into "?\w+"?(?: as \w+)? \([^)]*\borganization_id\b/.test(text)
