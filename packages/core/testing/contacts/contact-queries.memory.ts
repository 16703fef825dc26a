import {
  type Contact,
  type ContactFilter,
  type ContactNote,
  type ContactNoteView,
  type ContactPointInInbox,
  type ContactQueries,
  type ContactSort,
  type ContactView,
  type JsonValue,
  type OrganizationId,
  SAMPLED_ITEMS,
} from '../../src/index.ts'
import { by, inOrder, type Order } from '../kernel/ordering.ts'
import { hasAnyTag } from '../kernel/tagged.ts'
import type { Tables } from '../memory-database.ts'
import { contactPasses } from './contact-conditions.memory.ts'
import { livingContact, livingContacts } from './living-contacts.ts'

const viewOf = (tables: Tables, organizationId: OrganizationId, contact: Contact): ContactView => ({
  contact,
  points: tables.contactPoints
    .of(organizationId)
    .filter(({ contactId }) => contactId === contact.id)
    .toSorted(by(({ number }) => number))
    .flatMap((point): readonly ContactPointInInbox[] => {
      const inbox = tables.inboxes.get(organizationId, point.inboxId)
      if (!inbox) return []
      return [
        { point, inbox: { number: inbox.number, channelNumber: inbox.channel.number, name: inbox.name } },
      ]
    }),
})

const matches =
  ({ text, resolvedOnly, tags, conditions }: ContactFilter) =>
  (contact: Contact): boolean => {
    const { name, email, phoneNumber, identifier } = contact
    if (tags !== null && !hasAnyTag(contact.tags, tags)) return false
    if (conditions !== null && !contactPasses(conditions, contact)) return false
    if (resolvedOnly && !email && !phoneNumber && !identifier) return false
    if (text === null) return true
    const anyCase = [name, email, phoneNumber].some((value) =>
      value?.toLowerCase().includes(text.toLowerCase()),
    )
    return anyCase || (identifier?.includes(text) ?? false)
  }

const worded = (value: JsonValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value.toLowerCase() : null

const sortValue: Readonly<Record<ContactSort['by'], (contact: Contact) => string | number | null>> = {
  name: ({ name }) => worded(name),
  email: ({ email }) => worded(email ?? ''),
  phoneNumber: ({ phoneNumber }) => worded(phoneNumber ?? ''),
  lastActivityAt: ({ lastActivityAt }) => lastActivityAt,
  createdAt: ({ createdAt }) => createdAt,
  companyName: ({ additionalAttributes }) => worded(additionalAttributes['company_name']),
  city: ({ additionalAttributes }) => worded(additionalAttributes['city']),
  country: ({ additionalAttributes }) => worded(additionalAttributes['country']),
}

const orderOf = (sort: ContactSort | null): Order<Contact> => {
  const oldestFirst = by<Contact>(({ number }) => number)
  return sort ? inOrder(by(sortValue[sort.by], sort.descending), oldestFirst) : oldestFirst
}

const noteView = ({ members }: Tables, note: ContactNote): ContactNoteView => ({
  note,
  author: (note.memberId && members.get(note.organizationId, note.memberId)?.member) ?? null,
})

export const memoryContactQueries = (tables: Tables): ContactQueries => ({
  list: async (organizationId, { filter, sort, page: { page, perPage } }) => {
    const found = livingContacts(tables, organizationId).filter(matches(filter)).toSorted(orderOf(sort))
    return {
      contacts: found
        .slice((page - 1) * perPage, page * perPage)
        .map((contact) => viewOf(tables, organizationId, contact)),
      total: found.length,
    }
  },
  findByNumber: async (organizationId, number) => {
    const contact = livingContacts(tables, organizationId).find((one) => one.number === number)
    return contact ? viewOf(tables, organizationId, contact) : null
  },
  find: async (organizationId, id) => {
    const contact = livingContact(tables, organizationId, id)
    return contact ? viewOf(tables, organizationId, contact) : null
  },
  findMany: async (organizationId, numbers) =>
    livingContacts(tables, organizationId)
      .filter(({ number }) => numbers.includes(number))
      .toSorted(by(({ number }) => number))
      .map((contact) => viewOf(tables, organizationId, contact)),
  after: async (organizationId, { number, limit, filter }) =>
    livingContacts(tables, organizationId)
      .filter((contact) => contact.number > number)
      .filter(matches(filter))
      .toSorted(by((contact) => contact.number))
      .slice(0, limit),
  notes: async (organizationId, contactId, { page, perPage }) =>
    tables.contactNotes
      .of(organizationId)
      .filter((note) => note.contactId === contactId)
      .toSorted(by(({ number }) => number, true))
      .slice((page - 1) * perPage, page * perPage)
      .map((note) => noteView(tables, note)),
  note: async (organizationId, contactId, number) => {
    const found = tables.contactNotes
      .of(organizationId)
      .find((note) => note.contactId === contactId && note.number === number)
    return found ? noteView(tables, found) : null
  },
  pointBySource: async (organizationId, inboxId, sourceId) => {
    const point = tables.contactPoints
      .of(organizationId)
      .findLast((one) => (inboxId === null || one.inboxId === inboxId) && one.sourceId === sourceId)
    const contact = point && livingContact(tables, organizationId, point.contactId)
    return point && contact ? { point, contact } : null
  },
  customKeys: async (organizationId, keys) => {
    const newest = tables.contacts.of(organizationId).toSorted(by(({ number }) => number, true))
    const used = newest
      .slice(0, SAMPLED_ITEMS)
      .flatMap(({ customAttributes }) => Object.keys(customAttributes))
    return new Set(keys.filter((key) => used.includes(key)))
  },
})
