import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { OrganizationId } from '@parlance/core'
import { seedOrganization } from '@parlance/core/testing'
import { sql } from 'kysely'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { createDatabase, createLoginDatabase, type Database } from './database.ts'
import { asLogin } from './lend.ts'
import { OUTSIDE_TABLES } from './outside-tables.ts'

describe.each(['embedded', 'postgres'] as const)('the wall between organizations, on %s', (kind) => {
  let harness: TestStorage
  let db: Database
  let own: OrganizationId
  let other: OrganizationId

  beforeAll(async () => {
    harness = await openTestStorage(kind)
    db = createDatabase(harness.database.serving)
    own = (await seedOrganization(harness)).organization.id
    other = (await seedOrganization(harness)).organization.id
  }, 60_000)
  afterAll(() => harness.close())

  /** The names that a question about the catalogue gives, asked as the login. */
  const named = async (question: string): Promise<readonly string[]> => {
    const { rows } = await sql
      .raw<{ readonly name: string }>(question)
      .execute(createLoginDatabase(harness.database.serving))
    return rows.map(({ name }) => name).toSorted()
  }

  it('stands before every table but those that lead to an organization', async () => {
    const outside = await named(`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
        and relname not in ('migrations', 'migration_lock')`)
    expect(outside).toEqual([...OUTSIDE_TABLES].toSorted())
  })

  it('is the same before each of them', async () => {
    const policies = await named(`
      select distinct concat_ws(' ', permissive, roles, cmd, qual, with_check) as name
      from pg_policies where schemaname = 'public'`)
    expect(policies).toEqual([
      `PERMISSIVE {public} ALL (organization_id = (current_setting('parlance.organization_id'::text))::uuid)`,
    ])
    const walled = await named(`select tablename as name from pg_policies where schemaname = 'public'`)
    expect(walled).toEqual(
      await named(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`,
      ),
    )
    expect(walled.length).toBeGreaterThan(30)
  })

  it('has no index behind it that serves only in front of it', async () => {
    // Nothing that might tell of a row is done before the wall is passed, so only what is known not to leak finds one.
    const indexed = await named(`
      select indexrelid::regclass || ': ' || coalesce(called.name, amname) as name
      from pg_index
      join pg_class on pg_class.oid = indexrelid
      join pg_am on pg_am.oid = relam
      left join lateral (
        select match[1] as name from regexp_matches(pg_get_expr(indexprs, indrelid), '(\\w+)\\(', 'g') as match
      ) as called on true
      where relnamespace = 'public'::regnamespace and indrelid = any (
        select oid from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity
      ) and (
        amname <> 'btree'
        or exists (select from pg_proc where proname = called.name and not proleakproof)
        or exists (select from unnest(indclass) as opclass join pg_opclass on pg_opclass.oid = opclass where not opcdefault)
      )`)
    expect(indexed).toEqual([])
  })

  it('holds the role that the stores work as: it owns nothing, and may neither log in nor go round', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolname <> session_user as other,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned,
        has_table_privilege('messages', 'truncate') as empties, has_table_privilege('migrations', 'insert') as migrates,
        has_any_column_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete') as covers_up
      from pg_roles where rolname = current_user`.execute(db.of(own))
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        other: true,
        owned: 0,
        empties: false,
        migrates: false,
        covers_up: false,
      },
    ])
  })

  it('shows an organization its own rows, and no other', async () => {
    const { rows } = await sql<{
      readonly id: string
    }>`select organization_id as id from organizations`.execute(db.of(own))
    expect(rows).toEqual([{ id: own }])
    const asked = await db
      .of(own)
      .selectFrom('inboxes')
      .selectAll()
      .where('organization_id', '=', other)
      .execute()
    expect(asked).toEqual([])
    const touched = await db
      .of(own)
      .updateTable('inboxes')
      .set({ name: 'Taken' })
      .where('organization_id', '=', other)
      .executeTakeFirstOrThrow()
    expect(touched.numUpdatedRows).toBe(0n)
    const removed = await db
      .of(own)
      .deleteFrom('messages')
      .where('organization_id', '=', other)
      .executeTakeFirstOrThrow()
    expect(removed.numDeletedRows).toBe(0n)
  })

  it('lets nobody write a row of another organization', async () => {
    const tag = { organization_id: other, id: harness.world.ids.next<'tag'>(), title: 'theirs' }
    await expect(
      sql`insert into organization_counters (organization_id) values (${tag.id})`.execute(db.of(own)),
    ).rejects.toThrow('row-level security')
    await expect(
      sql`update conversations set organization_id = ${other} where organization_id = ${own}`.execute(
        db.of(own),
      ),
    ).rejects.toThrow('row-level security')
  })

  it('refuses a statement that does not say for which organization it is, on every table', async () => {
    const walled = await named(`select tablename as name from pg_policies where schemaname = 'public'`)
    for (const table of walled) {
      await expect(sql`select 1 from ${sql.table(table)}`.execute(db.outside)).rejects.toThrow(
        /invalid input syntax for type uuid: ""|unrecognized configuration parameter/,
      )
    }
  })

  it('moves with the organization that is asked for, also for many at once', async () => {
    const asked = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? other : own))
    const found = await Promise.all(
      asked.map((id) => db.of(id).selectFrom('organizations').select('organization_id').execute()),
    )
    expect(found).toEqual(asked.map((id) => [{ organization_id: id }]))
  })

  it('is not moved by a transaction that is rolled back', async () => {
    const failed = db
      .of(other)
      .transaction()
      .execute(async (tx) => {
        await tx.selectFrom('organizations').select('number').execute()
        throw new Error('Rolled back')
      })
    await expect(failed).rejects.toThrow('Rolled back')
    expect(await db.of(own).selectFrom('organizations').select('organization_id').execute()).toEqual([
      { organization_id: own },
    ])
  })

  it('is left by the login alone, for what is to be done to all', async () => {
    const { client } = await asLogin(harness.database.serving)
    const { rows } = await client.query('select organization_id from organizations')
    client.release()
    expect(rows).toHaveLength(2)
    expect(await db.of(own).selectFrom('organizations').select('organization_id').execute()).toHaveLength(1)
  })
})

it('only migrations and upkeep go round the wall', async () => {
  const src = join(import.meta.dirname, '..')
  const going: string[] = []
  for (const path of await readdir(src, { recursive: true })) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue
    const text = await readFile(join(src, path), 'utf8')
    if (/\b(?:asLogin|createLoginDatabase)\b/.test(text)) going.push(path)
  }
  expect(going.toSorted()).toEqual([
    'kernel/database.ts',
    'kernel/lend.ts',
    'kernel/raise-wall.ts',
    'kernel/restored-log.ts',
    'kernel/upkeep.ts',
    'migrations/migrate.ts',
  ])
})
