import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ALL_CONTACTS, CONTACT_LANGUAGE, readConditions } from '@parlance/core'
import { type Seeded, seedOrganization } from '@parlance/core/testing'
import { CompiledQuery } from 'kysely'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { createDatabase } from '../kernel/database.ts'
import { selectContacts } from './filter-contacts.ts'

const MANY = 20_000

interface Plan {
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** The most rows that any step of the plan went through. */
const mostRows = (plan: Plan): number =>
  Math.max(
    (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'],
    ...(plan.Plans ?? []).map(mostRows),
  )

describe('filtering many contacts', () => {
  let harness: TestStorage
  let seeded: Seeded

  beforeAll(async () => {
    harness = await openTestStorage('postgres')
    seeded = await seedOrganization(harness)
    await harness.database.pool.query(
      `insert into contacts (organization_id, id, name, middle_name, last_name, email, phone_number, identifier, blocked,
         additional_attributes, custom_attributes, contact_type, tags, created_at, updated_at)
       select $1, gen_random_uuid(), 'Contact ' || count, '', '', 'contact' || count || '@many.test',
         '+4312345' || count, 'CRM-' || count, false, '{}', '{}', 'lead', '{}', now(), now()
       from generate_series(1, $2::integer) as count`,
      [seeded.organization.id, MANY],
    )
    await harness.database.pool.query('analyze contacts')
  }, 60_000)
  afterAll(() => harness.close())

  it.each([
    ['phone_number', '43123457777'],
    ['email', 'CONTACT7777@many.test'],
    ['identifier', 'crm-7777'],
  ])('finds a %s by an index', async (key, value) => {
    const asked = [{ key, operator: 'equal_to', values: [value], custom: null, join: null }]
    const read = readConditions(asked, { language: CONTACT_LANGUAGE, customKeys: new Set(), now: 0 })
    if (!read.ok) throw new Error('The condition is right')
    const filter = { ...ALL_CONTACTS, resolvedOnly: true, conditions: read.value }
    const page = { page: 1, perPage: 15 }
    const query = { filter, sort: null, page }
    const found = await harness.storage.contactQueries.list(seeded.organization.id, query)
    expect(found.contacts.map(({ contact }) => contact.name)).toEqual(['Contact 7777'])
    const db = createDatabase(harness.database.serving).of(seeded.organization.id)
    const { sql, parameters } = selectContacts(seeded.organization.id, query).compile(db)
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]),
    )
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    expect(plan && mostRows(plan)).toBeLessThanOrEqual(2)
  })
})
