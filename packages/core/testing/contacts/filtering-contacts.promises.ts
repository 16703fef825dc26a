import {
  ALL_CONTACTS,
  type AskedCondition,
  CONTACT_LANGUAGE,
  DAY,
  type JsonValue,
  type NewContact,
} from '../../src/index.ts'
import { condition, read } from '../kernel/asking.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { START } from '../kernel/stopped-clock.ts'
import { addContact, type Seeded, seedOrganization } from '../seed.ts'

const ADA: Partial<NewContact> = {
  name: 'Ada Lovelace',
  email: 'ada@engine.test',
  phoneNumber: '+441234567',
  identifier: 'CRM-1',
  tags: ['VIP', 'math'],
  additionalAttributes: { country_code: 'GB', city: 'London', company_name: 'Engines 100%' },
  customAttributes: { plan: 'Gold', seats: 12, trial: true, since: '2024-05-01', odd: '7.5', none: null },
  lastActivityAt: START - 2 * DAY,
  createdAt: START - 10 * DAY,
}

const ALAN: Partial<NewContact> = {
  name: 'Alan',
  email: 'alan@park.test',
  blocked: true,
  tags: ['vip'],
  additionalAttributes: { country_code: 'us', city: 'York' },
  customAttributes: {
    plan: 'silver',
    seats: 3,
    trial: false,
    since: '2025-01-01T10:00:00Z',
    nested: { a: 1 },
  },
  createdAt: START,
}

const GRACE: Partial<NewContact> = { name: 'grace_hopper', createdAt: START - 40 * DAY }

const three = async (given: Given): Promise<Seeded> => {
  const seeded = await seedOrganization(given, { agents: 0, contact: ADA })
  await addContact(given, seeded.inbox, ALAN)
  await addContact(given, seeded.inbox, GRACE)
  return seeded
}

const firstNames = async (given: Given, { organization }: Seeded, filter: Partial<typeof ALL_CONTACTS>) => {
  const { contacts, total } = await given.storage.contactQueries.list(organization.id, {
    filter: { ...ALL_CONTACTS, ...filter },
    sort: null,
    page: { page: 1, perPage: 10 },
  })
  given.expect(total).toBe(contacts.length)
  return contacts.map(({ contact }) => contact.name.slice(0, 4)).join(' ')
}

type Case = readonly [string, string, readonly JsonValue[], string]

const OWN: readonly Case[] = [
  ['name', 'equal_to', ['ALAN'], 'Alan'],
  ['name', 'not_equal_to', ['alan'], 'Ada  grac'],
  ['name', 'contains', ['LOVE'], 'Ada '],
  ['name', 'contains', ['_'], 'grac'],
  ['name', 'does_not_contain', ['a l'], 'Alan grac'],
  ['email', 'equal_to', ['ADA@engine.test', 'alan@park.test'], 'Ada '],
  ['email', 'not_equal_to', ['ada@engine.test'], 'Alan'],
  ['email', 'does_not_contain', ['engine'], 'Alan'],
  ['phone_number', 'equal_to', ['441234567'], 'Ada '],
  ['phone_number', 'equal_to', ['+441234567'], 'Ada '],
  ['phone_number', 'equal_to', [441234567], 'Ada '],
  ['phone_number', 'starts_with', ['44'], 'Ada '],
  ['phone_number', 'starts_with', ['1234'], ''],
  ['phone_number', 'contains', ['1234'], 'Ada '],
  ['identifier', 'equal_to', ['crm-1'], 'Ada '],
  ['country_code', 'equal_to', ['US'], 'Alan'],
  ['country_code', 'not_equal_to', ['us'], 'Ada '],
  ['city', 'contains', ['on'], 'Ada '],
  ['company_name', 'contains', ['100%'], 'Ada '],
  ['company_name', 'contains', ['1%0'], ''],
  ['labels', 'equal_to', ['Vip'], 'Ada  Alan'],
  ['labels', 'equal_to', ['math', 'other'], 'Ada '],
  ['labels', 'not_equal_to', ['math'], 'Alan grac'],
  ['labels', 'is_present', [], 'Ada  Alan'],
  ['labels', 'is_not_present', [], 'grac'],
  ['blocked', 'equal_to', [true], 'Alan'],
  ['blocked', 'equal_to', ['false'], 'Ada  grac'],
  ['blocked', 'not_equal_to', ['true'], 'Ada  grac'],
  ['created_at', 'is_greater_than', [new Date(START - 11 * DAY).toISOString().slice(0, 10)], 'Ada  Alan'],
  ['created_at', 'is_greater_than', [new Date(START - 10 * DAY).toISOString()], 'Alan'],
  ['created_at', 'is_less_than', [new Date(START - 10 * DAY).toISOString()], 'grac'],
  ['created_at', 'days_before', ['9'], 'Ada  grac'],
  ['created_at', 'days_before', [10], 'grac'],
  ['last_activity_at', 'days_before', [1], 'Ada '],
  ['name', 'equal_to', ["'; drop table contacts; --"], ''],
]

const CUSTOM: readonly Case[] = [
  ['plan', 'equal_to', ['gold'], 'Ada '],
  ['plan', 'not_equal_to', ['gold'], 'Alan grac'],
  ['plan', 'contains', ['IL'], 'Alan'],
  ['plan', 'does_not_contain', ['il'], 'Ada '],
  ['plan', 'starts_with', ['si'], 'Alan'],
  ['plan', 'is_present', [], 'Ada  Alan'],
  ['plan', 'is_not_present', [], 'grac'],
  ['none', 'is_present', [], ''],
  ['nested', 'is_present', [], 'Alan'],
  ['nested', 'equal_to', ['a'], ''],
  ['seats', 'equal_to', [12], 'Ada '],
  ['seats', 'equal_to', ['12'], 'Ada '],
  ['seats', 'is_greater_than', ['3'], 'Ada '],
  ['seats', 'is_less_than', [12], 'Alan'],
  ['odd', 'is_greater_than', [7], 'Ada '],
  ['plan', 'is_greater_than', [1], ''],
  ['trial', 'equal_to', [true], 'Ada '],
  ['trial', 'equal_to', ['false'], 'Alan'],
  ['since', 'is_greater_than', ['2024-05-01'], 'Alan'],
  ['since', 'is_less_than', ['2024-05-02'], 'Ada '],
  ['since', 'days_before', [0], 'Ada  Alan'],
  ["'); select 1; --", 'equal_to', ['x'], ''],
]

/** That contacts pass exactly the conditions that they should. */
export const filteringContacts: Promises = {
  'filters by what contacts have, in any case': async (given) => {
    const seeded = await three(given)
    for (const [key, operator, values, expected] of OWN) {
      const conditions = read(CONTACT_LANGUAGE, condition(key, operator, values))
      given
        .expect([key, operator, values, await firstNames(given, seeded, { conditions })])
        .toEqual([key, operator, values, expected])
    }
  },

  'filters by custom attributes': async (given) => {
    const seeded = await three(given)
    for (const [key, operator, values, expected] of CUSTOM) {
      const conditions = read(CONTACT_LANGUAGE, condition(key, operator, values, { custom: 'contact' }))
      given
        .expect([key, operator, values, await firstNames(given, seeded, { conditions })])
        .toEqual([key, operator, values, expected])
    }
  },

  'lets contacts pass every condition of any group': async (given) => {
    const seeded = await three(given)
    const all = (...asked: readonly AskedCondition[]) =>
      firstNames(given, seeded, { conditions: read(CONTACT_LANGUAGE, ...asked) })
    const vip = condition('labels', 'equal_to', ['vip'])
    const blocked = condition('blocked', 'equal_to', [true])
    const grace = condition('name', 'contains', ['grace'])
    given.expect(await all(vip, blocked)).toBe('Alan')
    given.expect(await all({ ...blocked, join: 'or' }, grace)).toBe('Alan grac')
    given.expect(await all(vip, { ...blocked, join: 'OR' }, grace)).toBe('Alan grac')
    given.expect(await all({ ...grace, join: 'OR' }, vip, blocked)).toBe('Alan grac')
    given.expect(await all()).toBe('Ada  Alan grac')
    const recognised = { conditions: read(CONTACT_LANGUAGE, grace), resolvedOnly: true }
    given.expect(await firstNames(given, seeded, recognised)).toBe('')
  },

  'narrows to contacts with any of the tags': async (given) => {
    const seeded = await three(given)
    given.expect(await firstNames(given, seeded, { tags: ['MATH', 'nothing'] })).toBe('Ada ')
    given.expect(await firstNames(given, seeded, { tags: ['vip'] })).toBe('Ada  Alan')
    given.expect(await firstNames(given, seeded, { tags: ['nothing'] })).toBe('')
    given.expect(await firstNames(given, seeded, { tags: [] })).toBe('')
  },

  'knows which custom attributes contacts have': async (given) => {
    const seeded = await three(given)
    const other = await seedOrganization(given)
    const { customKeys } = given.storage.contactQueries
    const keys = ['plan', 'none', 'shoe_size']
    given.expect([...(await customKeys(seeded.organization.id, keys))].toSorted()).toEqual(['none', 'plan'])
    given.expect([...(await customKeys(other.organization.id, keys))]).toEqual([])
  },
}
