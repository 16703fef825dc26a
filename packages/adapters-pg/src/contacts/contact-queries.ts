import type {
  ContactFilter,
  ContactId,
  ContactQueries,
  ContactSort,
  ContactSortKey,
  ContactView,
  OrganizationId,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { anyTag, type Sql } from '../kernel/condition-sql.ts'
import { customKeysIn } from '../kernel/custom-keys.ts'
import type { Database } from '../kernel/database.ts'
import { containing } from '../kernel/like.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import { passing } from './contact-conditions.ts'
import {
  CONTACT_POINT_COLUMNS,
  type ContactPointRow,
  sourceDigest,
  toContactPoint,
} from './contact-point-rows.ts'
import { CONTACT_COLUMNS, type ContactRow, toContact } from './contact-rows.ts'
import { notesOf } from './notes-of.ts'
import { pointsOf } from './points-of.ts'

/** Answers questions about contacts from the database. */
export const createContactQueries = (db: Database): ContactQueries => ({
  list: async (organizationId, { filter, sort, page }) => {
    const { rows } = await sql<ContactRow>`
      select * from contacts where ${matching(organizationId, filter)}
      order by ${ordered(sort)}
      limit ${page.perPage} offset ${(page.page - 1) * page.perPage}`.execute(db)
    const counted = await sql<{ readonly total: number }>`
      select count(*) as total from contacts where ${matching(organizationId, filter)}`.execute(db)
    return { contacts: await viewsOf(db, organizationId, rows), total: counted.rows[0]?.total ?? 0 }
  },
  customKeys: (organizationId, keys) => customKeysIn(db, sql`contacts`, organizationId, keys),
  findByNumber: (organizationId, number) => findView(db, organizationId, sql`number = ${number}`),
  find: (organizationId, id) => findView(db, organizationId, sql`id = ${id}`),
  findMany: async (organizationId, numbers) => {
    const { rows } = await sql<ContactRow>`
      select * from contacts
      where organization_id = ${organizationId} and number = any(${[...numbers]}::bigint[]) and deleted_at is null
      order by number`.execute(db)
    return viewsOf(db, organizationId, rows)
  },
  after: async (organizationId, { number, limit, filter }) => {
    const { rows } = await sql<ContactRow>`
      select * from contacts where ${matching(organizationId, filter)} and number > ${number}
      order by number limit ${limit}`.execute(db)
    return rows.map(toContact)
  },
  notes: (organizationId, contactId, page) => notesOf(db, { organizationId, contactId }, { page }),
  note: async (organizationId, contactId, number) => {
    const which = sql`note.number = ${number}`
    const page = { page: 1, perPage: 1 }
    const [note] = await notesOf(db, { organizationId, contactId }, { which, page })
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
      limit 1`.execute(db)
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
    db,
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

const matching = (
  organizationId: OrganizationId,
  { text, resolvedOnly, tags, conditions: asked }: ContactFilter,
) => {
  const conditions: Sql[] = [sql`organization_id = ${organizationId}`, sql`deleted_at is null`]
  if (text !== null && text !== '') {
    const part = containing(text)
    conditions.push(
      sql`(name ilike ${part} or email ilike ${part} or phone_number ilike ${part} or identifier like ${part})`,
    )
  }
  if (resolvedOnly) conditions.push(sql`coalesce(email, phone_number, identifier) is not null`)
  if (tags !== null) conditions.push(anyTag(sql`contacts.tags`, tags))
  if (asked !== null) conditions.push(passing(asked))
  return sql.join(conditions, sql` and `)
}

const SORT_KEYS: Readonly<Record<ContactSortKey, RawBuilder<unknown>>> = {
  name: sql`lower(name)`,
  email: sql`lower(email)`,
  phoneNumber: sql`phone_number`,
  lastActivityAt: sql`last_activity_at`,
  createdAt: sql`created_at`,
  companyName: sql`lower(additional_attributes ->> 'company_name')`,
  city: sql`lower(additional_attributes ->> 'city')`,
  country: sql`lower(additional_attributes ->> 'country')`,
}

const ordered = (sort: ContactSort | null) =>
  sort ? sql`${SORT_KEYS[sort.by]} ${sort.descending ? sql`desc` : sql`asc`} nulls last, number` : sql`number`
