import type {
  ContactFilter,
  ContactQueries,
  ContactSort,
  ContactSortKey,
  OrganizationId,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { anyTag, type Sql } from '../kernel/condition-sql.ts'
import { containing } from '../kernel/like.ts'
import { passing } from './contact-conditions.ts'
import type { ContactRow } from './contact-rows.ts'

type Query = Parameters<ContactQueries['list']>[1]

/** A page of contacts, in order. */
export const selectContacts = (
  organizationId: OrganizationId,
  { filter, sort, page }: Query,
): RawBuilder<ContactRow> => sql`
  select * from contacts where ${matching(organizationId, filter)}
  order by ${ordered(sort)}
  limit ${page.perPage} offset ${(page.page - 1) * page.perPage}`

/** How many contacts match. */
export const countContacts = (
  organizationId: OrganizationId,
  filter: ContactFilter,
): RawBuilder<{ readonly total: number }> =>
  sql`select count(*) as total from contacts where ${matching(organizationId, filter)}`

/** The conditions of a filter on the contacts that are not deleted. */
export const matching = (
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
