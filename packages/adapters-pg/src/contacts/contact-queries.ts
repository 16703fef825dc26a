import type { ContactId, ContactQueries, ContactView, OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { customKeysIn } from '../kernel/custom-keys.ts'
import type { Database } from '../kernel/database.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import {
  CONTACT_POINT_COLUMNS,
  type ContactPointRow,
  sourceDigest,
  toContactPoint,
} from './contact-point-rows.ts'
import { CONTACT_COLUMNS, type ContactRow, toContact } from './contact-rows.ts'
import { countContacts, matching, selectContacts } from './filter-contacts.ts'
import { notesOf } from './notes-of.ts'
import { pointsOf } from './points-of.ts'

/** Answers questions about contacts from the database. */
export const createContactQueries = (db: Database): ContactQueries => ({
  list: async (organizationId, { filter, sort, page }) => {
    const { rows } = await selectContacts(organizationId, { filter, sort, page }).execute(
      db.of(organizationId),
    )
    const counted = await countContacts(organizationId, filter).execute(db.of(organizationId))
    return { contacts: await viewsOf(db, organizationId, rows), total: counted.rows[0]?.total ?? 0 }
  },
  customKeys: (organizationId, keys) => customKeysIn(db, sql`contacts`, organizationId, keys),
  findByNumber: (organizationId, number) => findView(db, organizationId, sql`number = ${number}`),
  find: (organizationId, id) => findView(db, organizationId, sql`id = ${id}`),
  findMany: async (organizationId, numbers) => {
    const { rows } = await sql<ContactRow>`
      select * from contacts
      where organization_id = ${organizationId} and number = any(${[...numbers]}::bigint[]) and deleted_at is null
      order by number`.execute(db.of(organizationId))
    return viewsOf(db, organizationId, rows)
  },
  after: async (organizationId, { number, limit, filter }) => {
    const { rows } = await sql<ContactRow>`
      select * from contacts where ${matching(organizationId, filter)} and number > ${number}
      order by number limit ${limit}`.execute(db.of(organizationId))
    return rows.map(toContact)
  },
  notes: (organizationId, contactId, page) =>
    notesOf(db.of(organizationId), { organizationId, contactId }, { page }),
  note: async (organizationId, contactId, number) => {
    const which = sql`note.number = ${number}`
    const page = { page: 1, perPage: 1 }
    const [note] = await notesOf(db.of(organizationId), { organizationId, contactId }, { which, page })
    return note ?? null
  },
  pointBySource: async (organizationId, inboxId, sourceId) => {
    // Inbox by inbox, because that is how the index finds a source id.
    const inboxes = inboxId
      ? sql`(${inboxId})`
      : sql`(select id from inboxes where organization_id = ${organizationId})`
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.raw(prefixed('point', CONTACT_POINT_COLUMNS))}, ${sql.raw(prefixed('contact', CONTACT_COLUMNS))}
      from contact_points as point
      join contacts as contact
        on contact.organization_id = point.organization_id and contact.id = point.contact_id
      where point.organization_id = ${organizationId} and point.inbox_id in ${inboxes}
        and point.source_digest = ${sourceDigest(sourceId)} and contact.deleted_at is null
      order by point.number desc
      limit 1`.execute(db.of(organizationId))
    const [row] = rows
    return row ? { point: toContactPoint(pointIn(row)), contact: toContact(contactIn(row)) } : null
  },
})

const pointIn = unprefix<ContactPointRow>('point', CONTACT_POINT_COLUMNS)
const contactIn = unprefix<ContactRow>('contact', CONTACT_COLUMNS)

const findView = async (
  db: Database,
  organizationId: OrganizationId,
  which: RawBuilder<unknown>,
): Promise<ContactView | null> => {
  const { rows } = await sql<ContactRow>`
    select * from contacts where organization_id = ${organizationId} and ${which} and deleted_at is null`.execute(
    db.of(organizationId),
  )
  const [view] = await viewsOf(db, organizationId, rows)
  return view ?? null
}

const viewsOf = async (
  db: Database,
  organizationId: OrganizationId,
  rows: readonly ContactRow[],
): Promise<readonly ContactView[]> => {
  const ids: readonly ContactId[] = rows.map(({ id }) => id)
  const points = await pointsOf(db, organizationId, ids)
  return rows.map((row) => ({ contact: toContact(row), points: points.get(row.id) ?? [] }))
}
