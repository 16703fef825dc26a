import { ALL_CONTACTS, type ContactFilter, type ContactSort, type NewContact } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { addContact, type Seeded, seedOrganization } from '../seed.ts'

/** An organization with these contacts, made in this order, and no others. */
const withContacts = async (given: Given, contacts: readonly Partial<NewContact>[]): Promise<Seeded> => {
  const [first, ...rest] = contacts
  const seeded = await seedOrganization(given, { agents: 0, contact: first ?? {} })
  for (const contact of rest) await addContact(given, seeded.inbox, contact)
  return seeded
}

interface Asked extends Partial<ContactFilter> {
  readonly sort?: ContactSort
  readonly page?: number
  readonly perPage?: number
}

/** The names of the contacts that a list shows. */
export const names = async (given: Given, { organization }: Seeded, asked: Asked = {}) => {
  const { sort = null, page = 1, perPage = 50, ...filter } = asked
  const { contacts } = await given.storage.contactQueries.list(organization.id, {
    filter: { ...ALL_CONTACTS, ...filter },
    sort,
    page: { page, perPage },
  })
  return contacts.map(({ contact }) => contact.name)
}

const sorted = async (given: Given, seeded: Seeded, by: ContactSort['by']) => [
  await names(given, seeded, { sort: { by, descending: false } }),
  await names(given, seeded, { sort: { by, descending: true } }),
]

/** What is found, and in which order. */
export const listingContacts: Promises = {
  'lists contacts oldest first, page by page, and counts them all': async (given) => {
    const seeded = await withContacts(given, [
      { name: 'c' },
      { name: 'a' },
      { name: 'd' },
      { name: 'b' },
      { name: 'e' },
    ])
    given.expect(await names(given, seeded)).toEqual(['c', 'a', 'd', 'b', 'e'])
    given.expect(await names(given, seeded, { page: 1, perPage: 2 })).toEqual(['c', 'a'])
    given.expect(await names(given, seeded, { page: 3, perPage: 2 })).toEqual(['e'])
    given.expect(await names(given, seeded, { page: 4, perPage: 2 })).toEqual([])
    const { total } = await given.storage.contactQueries.list(seeded.organization.id, {
      filter: ALL_CONTACTS,
      sort: null,
      page: { page: 2, perPage: 2 },
    })
    given.expect(total).toBe(5)
  },

  'finds a part of the name, e-mail address or phone number in any case': async (given) => {
    const seeded = await withContacts(given, [
      { name: 'Ada Lovelace', email: 'countess@engine.test', phoneNumber: '+441234567' },
      { name: 'Grace', email: 'hopper@navy.test' },
      { name: 'Alan', identifier: 'countess' },
    ])
    given.expect(await names(given, seeded, { text: 'LOVE' })).toEqual(['Ada Lovelace'])
    given.expect(await names(given, seeded, { text: 'Countess@' })).toEqual(['Ada Lovelace'])
    given.expect(await names(given, seeded, { text: '+4412' })).toEqual(['Ada Lovelace'])
    given.expect(await names(given, seeded, { text: 'test' })).toEqual(['Ada Lovelace', 'Grace'])
    given.expect(await names(given, seeded, { text: 'ntess' })).toEqual(['Ada Lovelace', 'Alan'])
    given.expect(await names(given, seeded, { text: 'nothing of it' })).toEqual([])
  },

  'finds a part of the identifier in its exact case': async (given) => {
    const seeded = await withContacts(given, [
      { name: 'upper', identifier: 'CRM-7' },
      { name: 'lower', identifier: 'crm-7' },
    ])
    given.expect(await names(given, seeded, { text: 'CRM' })).toEqual(['upper'])
    given.expect(await names(given, seeded, { text: 'rm-7' })).toEqual(['lower'])
  },

  'takes every character of the text literally': async (given) => {
    const seeded = await withContacts(given, [
      { name: '100% sure' },
      { name: 'snake_case' },
      { name: 'back\\slash' },
      { name: 'plain' },
      { name: 'plainer', identifier: 'id%_\\' },
    ])
    given.expect(await names(given, seeded, { text: '%' })).toEqual(['100% sure', 'plainer'])
    given.expect(await names(given, seeded, { text: '_' })).toEqual(['snake_case', 'plainer'])
    given.expect(await names(given, seeded, { text: '\\' })).toEqual(['back\\slash', 'plainer'])
    given.expect(await names(given, seeded, { text: '0% S' })).toEqual(['100% sure'])
    given.expect(await names(given, seeded, { text: "'; --" })).toEqual([])
  },

  'narrows to contacts that can be recognised again': async (given) => {
    const seeded = await withContacts(given, [
      { name: 'nothing' },
      { name: 'mail', email: 'mail@contact.test' },
      { name: 'phone', phoneNumber: '+4312345' },
      { name: 'id', identifier: 'id' },
    ])
    given.expect(await names(given, seeded, { resolvedOnly: true })).toEqual(['mail', 'phone', 'id'])
    given.expect(await names(given, seeded, { resolvedOnly: true, text: 'o' })).toEqual(['mail', 'phone'])
  },

  'sorts either way, contacts without the value last': async (given) => {
    const attributes = (text: string) => ({ company_name: text, city: text, country: text })
    const seeded = await withContacts(given, [
      { name: 'none', createdAt: 3_000 },
      {
        name: 'late',
        email: 'z@contact.test',
        phoneNumber: '+439',
        lastActivityAt: 9_000,
        createdAt: 9_000,
        additionalAttributes: attributes('zebra'),
      },
      {
        name: 'early',
        email: 'a@contact.test',
        phoneNumber: '+431',
        lastActivityAt: 1_000,
        createdAt: 1_000,
        additionalAttributes: attributes('apple'),
      },
    ])
    const kinds = ['email', 'phoneNumber', 'lastActivityAt', 'companyName', 'city', 'country'] as const
    for (const by of kinds) {
      given.expect(await sorted(given, seeded, by)).toEqual([
        ['early', 'late', 'none'],
        ['late', 'early', 'none'],
      ])
    }
    given.expect(await sorted(given, seeded, 'createdAt')).toEqual([
      ['early', 'none', 'late'],
      ['late', 'none', 'early'],
    ])
    given.expect(await sorted(given, seeded, 'name')).toEqual([
      ['early', 'late', 'none'],
      ['none', 'late', 'early'],
    ])
  },

  'pages through a sorted list without losing or repeating anybody': async (given) => {
    const seeded = await withContacts(
      given,
      Array.from({ length: 7 }, (_, at) => ({ name: `n${at}` })),
    )
    const sort: ContactSort = { by: 'city', descending: true }
    const pages = [1, 2, 3, 4].map((page) => names(given, seeded, { sort, page, perPage: 2 }))
    const shown = (await Promise.all(pages)).flat()
    given.expect(shown.toSorted()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6'])
  },
}
