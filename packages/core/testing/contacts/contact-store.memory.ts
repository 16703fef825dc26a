import {
  type AttributeTaken,
  type Contact,
  type ContactStore,
  err,
  type NewContactPoint,
  type OrganizationId,
  ok,
  type Result,
  UNIQUE_ATTRIBUTES,
  type UniqueAttribute,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'
import { later } from './later.ts'
import { livingContact, livingContacts } from './living-contacts.ts'
import { memoryMerging } from './merging-contacts.memory.ts'

const comparable = (attribute: UniqueAttribute, value: string) =>
  attribute === 'email' ? value.toLowerCase() : value

const holderOf = (
  tables: Tables,
  organizationId: OrganizationId,
  attribute: UniqueAttribute,
  value: string,
): Contact | null =>
  livingContacts(tables, organizationId).find(
    ({ [attribute]: held }) => held !== null && comparable(attribute, held) === comparable(attribute, value),
  ) ?? null

const taken = (
  tables: Tables,
  organizationId: OrganizationId,
  contact: Pick<Contact, UniqueAttribute | 'id'>,
): Result<null, AttributeTaken> => {
  const held = UNIQUE_ATTRIBUTES.flatMap((attribute) => {
    const value = contact[attribute]
    const holder = value === null ? null : holderOf(tables, organizationId, attribute, value)
    return holder && holder.id !== contact.id ? [{ attribute, by: holder.number }] : []
  })
  const [first] = held
  if (first) {
    const attributes = held.map(({ attribute }) => attribute)
    return err({ code: 'contact/attribute-taken', attributes, contactNumber: first.by })
  }
  return ok(null)
}

export const memoryContactStore = (tables: WritableTables, organizationId: OrganizationId): ContactStore => ({
  find: async (id) => livingContact(tables, organizationId, id),
  findByNumber: async (number) =>
    livingContacts(tables, organizationId).find((contact) => contact.number === number) ?? null,
  findBy: async (attribute, value) => holderOf(tables, organizationId, attribute, value),
  insert: async (draft) => {
    const free = taken(tables, organizationId, draft)
    if (!free.ok) return free
    const contact = { ...draft, number: nextNumber(tables, organizationId, 'contact') }
    tables.contacts.insert(organizationId, contact.id, contact)
    return ok(contact)
  },
  update: async (contact) => {
    const before = tables.contacts.get(organizationId, contact.id)
    if (!before) return ok(null)
    const free = taken(tables, organizationId, contact)
    if (!free.ok) return free
    tables.contacts.put(organizationId, contact.id, {
      ...contact,
      number: before.number,
      lastActivityAt: later(before.lastActivityAt, contact.lastActivityAt),
    })
    return ok(null)
  },
  ...points(tables, organizationId),
  ...memoryMerging(tables, organizationId),
})

const points = (
  tables: WritableTables,
  organizationId: OrganizationId,
): Pick<ContactStore, 'findPoint' | 'latestPoint' | 'insertPoint' | 'removePoints' | 'verifyPoint'> => {
  const withSource = ({ inboxId, sourceId }: Pick<NewContactPoint, 'inboxId' | 'sourceId'>) =>
    tables.contactPoints
      .of(organizationId)
      .find((point) => point.inboxId === inboxId && point.sourceId === sourceId)
  return {
    findPoint: async (inboxId, sourceId) => withSource({ inboxId, sourceId }) ?? null,
    latestPoint: async (contactId, inboxId) =>
      tables.contactPoints
        .of(organizationId)
        .filter((point) => point.contactId === contactId && point.inboxId === inboxId)
        .toSorted(by(({ number }) => number, true))[0] ?? null,
    insertPoint: async (draft) => {
      if (!livingContact(tables, organizationId, draft.contactId)) throw new Error('There is no such contact')
      if (!tables.inboxes.get(organizationId, draft.inboxId)) throw new Error('There is no such inbox')
      if (withSource(draft)) return null
      const point = { ...draft, number: nextNumber(tables, organizationId, 'contact_point') }
      tables.contactPoints.insert(organizationId, point.id, point)
      return point
    },
    removePoints: async (inboxId, limit) => {
      const used = new Set<string>(
        tables.conversations.of(organizationId).map(({ conversation }) => conversation.contactPointId),
      )
      const going = tables.contactPoints
        .of(organizationId)
        .filter((point) => point.inboxId === inboxId && !used.has(point.id))
        .slice(0, limit)
      for (const { id } of going) tables.contactPoints.remove(organizationId, id)
      return going.length
    },
    verifyPoint: async (id, at) => {
      const point = tables.contactPoints.get(organizationId, id)
      if (point) tables.contactPoints.put(organizationId, id, { ...point, hmacVerified: true, updatedAt: at })
    },
  }
}

/** Notes that the contact wrote; never moves the time backwards. */
export const noteActivity = (
  { contacts }: WritableTables,
  organizationId: OrganizationId,
  { id, lastActivityAt }: Pick<Contact, 'id' | 'lastActivityAt'>,
): void => {
  const contact = contacts.get(organizationId, id)
  if (!contact || lastActivityAt === null) return
  contacts.put(organizationId, id, {
    ...contact,
    lastActivityAt: later(contact.lastActivityAt, lastActivityAt),
  })
}
