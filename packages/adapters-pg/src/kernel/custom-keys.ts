import { type OrganizationId, SAMPLED_ITEMS } from '@parlance/core'
import { sql } from 'kysely'
import type { Sql } from './condition-sql.ts'
import type { Database } from './database.ts'

/** Those of the keys that the custom attributes of any of the newest rows have. */
export const customKeysIn = async (
  db: Database,
  table: Sql,
  organizationId: OrganizationId,
  keys: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ readonly key: string }>`
    select distinct wanted.key
    from (
      select custom_attributes from ${table} where organization_id = ${organizationId}
      order by number desc limit ${SAMPLED_ITEMS}
    ) as newest
    cross join unnest(${[...keys]}::text[]) as wanted (key)
    where jsonb_exists(newest.custom_attributes, wanted.key)`.execute(db.of(organizationId))
  return new Set(rows.map(({ key }) => key))
}
