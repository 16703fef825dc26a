import type { OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { type ListedColumns, listsOf } from './listed-columns.ts'
import { listed } from './recordset.ts'

/** Inserts a row of the organization for each of the things, in one statement. */
export const insertListed = <T>(
  organizationId: OrganizationId,
  table: string,
  columns: ListedColumns<T>,
  things: readonly T[],
): RawBuilder<never> => {
  const types = Object.values(columns).map(({ type }) => type)
  const lists = listsOf(columns, things).map((list, at) => sql`${list}::${sql.raw(`${types[at]}[]`)}`)
  const names = sql.raw(listed(columns))
  return sql`
    insert into ${sql.table(table)} (organization_id, ${names})
    select ${organizationId}::uuid, ${names} from unnest(${sql.join(lists)}) as row (${names})`
}
