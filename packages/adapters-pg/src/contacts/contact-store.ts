import {
  type AttributeTaken,
  type Contact,
  type ContactStore,
  err,
  type NewContact,
  type OrganizationId,
  ok,
  UNIQUE_ATTRIBUTES,
  type UniqueAttribute,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { isUniqueViolation } from '../kernel/pg-error.ts'
import { createContactPointStore } from './contact-point-store.ts'
import { detailsOf, fromContact, toContact } from './contact-rows.ts'
import { createContactMerging } from './merging-contacts.ts'

const ATTEMPTS = 3

/** The organization's contacts and their addresses in one transaction. */
export const createContactStore = (db: Executor, organizationId: OrganizationId): ContactStore => ({
  ...createContactPointStore(db, organizationId),
  ...createContactMerging(db, organizationId),
  find: async (id) => {
    const row = await contacts(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toContact(row) : null
  },
  findByNumber: async (number) => {
    const row = await contacts(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toContact(row) : null
  },
  findBy: (attribute, value) => findBy(db, organizationId, attribute, value),
  insert: async (contact) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const row = await db
        .insertInto('contacts')
        .values({ ...fromContact(contact), organization_id: organizationId })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst()
      if (row) return ok(toContact(row))
      const taken = await findTaken(db, organizationId, contact)
      if (taken) return err(taken)
      // Who had the value gave it up between the two statements.
    }
    throw new Error('A contact could be neither inserted nor told from another one')
  },
  update: async (contact) => {
    const taken = await findTaken(db, organizationId, contact)
    if (taken) return err(taken)
    if (await update(db, organizationId, contact)) return ok(null)
    const lost = await findTaken(db, organizationId, contact)
    if (lost) return err(lost)
    throw new Error('A contact could be neither updated nor told from another one')
  },
})

const contacts = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('contacts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)

const findBy = async (
  db: Executor,
  organizationId: OrganizationId,
  attribute: UniqueAttribute,
  value: string,
): Promise<Contact | null> => {
  const row = await contacts(db, organizationId).where(has(attribute, value)).executeTakeFirst()
  return row ? toContact(row) : null
}

const has = (attribute: UniqueAttribute, value: string) => {
  switch (attribute) {
    case 'identifier':
      return sql<boolean>`identifier = ${value}`
    case 'email':
      return sql<boolean>`lower_email = lower(${value})`
    case 'phoneNumber':
      return sql<boolean>`phone_number = ${value}`
  }
}

/** The contact's attributes that other contacts have. */
const findTaken = async (
  db: Executor,
  organizationId: OrganizationId,
  contact: NewContact,
): Promise<AttributeTaken | null> => {
  const taken: { attribute: UniqueAttribute; by: number }[] = []
  for (const attribute of UNIQUE_ATTRIBUTES) {
    const value = contact[attribute]
    const other = value === null ? null : await findBy(db, organizationId, attribute, value)
    if (other && other.id !== contact.id) taken.push({ attribute, by: other.number })
  }
  const [first] = taken
  if (!first) return null
  const attributes = taken.map(({ attribute }) => attribute)
  return { code: 'contact/attribute-taken', attributes, contactNumber: first.by }
}

/** False when somebody else took one of the values a moment ago; the transaction goes on all the same. */
const update = async (db: Executor, organizationId: OrganizationId, contact: Contact): Promise<boolean> => {
  await sql`savepoint contact_update`.execute(db)
  try {
    await db
      .updateTable('contacts')
      .set(detailsOf(contact))
      .where('organization_id', '=', organizationId)
      .where('id', '=', contact.id)
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await sql`rollback to savepoint contact_update`.execute(db)
    return false
  }
  await sql`release savepoint contact_update`.execute(db)
  return true
}
