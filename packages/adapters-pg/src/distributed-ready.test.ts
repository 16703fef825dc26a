import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { storageContract } from '@parlance/core/testing'
import type { Pool } from 'pg'
import { tableNames } from '../testing/describe-schema.ts'
import { openTestDatabase, storageOn, type TestStorage } from '../testing/open-test-storage.ts'
import { recordStatements } from '../testing/record-statements.ts'
import { migrateToLatest } from './migrations/migrate.ts'

/** Small tables that lead from what is unique everywhere to one organization. They are everywhere. */
const LOOKUPS: readonly string[] = [
  'account_numbers',
  'agent_handles',
  'connection_lines',
  'api_key_ids',
  'credentials',
  'inbox_identifiers',
  'line_messages',
  'installation_keys',
  'sign_in_attempts',
  'sign_in_emails',
  'survey_links',
]

/** Statements that may look beyond one organization. Each must still be one that does. */
const EXCEPTIONS: readonly { readonly statement: RegExp; readonly reason: string }[] = [
  {
    statement: /where credentials\.digest = \$1 and/,
    reason: 'a credential is what leads to its organization',
  },
  { statement: /where api_key_ids\.id = \$1 and/, reason: 'a key is what leads to its organization' },
  { statement: /where known\.email = \$1/, reason: 'an e-mail address leads to its organization' },
  { statement: /"account_numbers"\."number" = \$1$/, reason: 'an account number leads to its organization' },
  { statement: /"agent_handles"\."handle" = \$1$/, reason: 'a handle leads to its organization' },
  { statement: /^update agent_identities set handle = 'agent-'/, reason: 'a migration is for everybody' },
  {
    statement: /order by "account_numbers"\."number" limit/,
    reason: 'asks whether there is any organization',
  },
  {
    statement: /left join consumer_cursors as passed/,
    reason: 'asks which organizations have unread events',
  },
  { statement: /group by endpoint\.organization_id/, reason: 'asks which organizations have due deliveries' },
  {
    statement: /order by oldest\.snoozed_until limit/,
    reason: 'asks which organizations have snoozed conversations that are to open',
  },
  { statement: /^select min\(oldest\.claimable_at\)/, reason: 'asks when anything is due anywhere' },
  {
    statement: /where newest\.tx >= pg_snapshot_xmax/,
    reason: 'asks whether the log is from another server',
  },
]

describe('ready to be distributed by organization', () => {
  let harness: TestStorage
  let pool: Pool
  let statements: ReadonlySet<string>

  beforeAll(async () => {
    const database = await openTestDatabase()
    statements = recordStatements(database.pool)
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
    const unbound = sent.filter((text) => !isBound(text))
    expect(unbound.filter((text) => !EXCEPTIONS.some(({ statement }) => statement.test(text)))).toEqual([])
    const idle = EXCEPTIONS.filter(({ statement }) => !unbound.some((text) => statement.test(text)))
    expect(idle).toEqual([])
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
