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
  const lists = listsOf(columns, things)
  const selected = Object.entries(columns).map(
    ([name, { type }], at) => sql`unnest(${lists[at]}::${sql.raw(type)}[]) as ${sql.raw(name)}`,
  )
  const names = sql.raw(listed(columns))
  return sql`
    insert into ${sql.table(table)} (organization_id, ${names})
    select ${organizationId}::uuid, ${names} from (select ${sql.join(selected)}) as row`
}
