/**
 * The column of a looked up row that tells its version: another one whenever the row was written. It is the id of the
 * transaction that wrote it.
 */
export const ROW_VERSION = 'row_version'

/**
 * Joins the row of `table` with this id, as `alias`, by a look-up of its primary key for every row so far.
 *
 * The limit is what makes it a look-up: Postgres cannot turn it into a join of whole tables, which it likes to do while
 * they are small, and which it then keeps doing, in prepared statements, when they no longer are.
 */
export const lookedUp = (table: string, alias: string, id: string): string =>
  `cross join lateral (${select({ table, id })}) as ${alias}`

/** The same for a row that may not be there; all its columns are null then. */
export const lookedUpIfThere = (table: string, alias: string, id: string, condition: string): string =>
  `left join lateral (${select({ table, id, condition })}) as ${alias} on true`

const select = ({
  table,
  id,
  condition = 'true',
}: {
  table: string
  id: string
  condition?: string
}): string => {
  // Of the row that has the id; both are in the same organization.
  const [owner] = id.split('.')
  const organization = owner === 'wanted' ? '$1' : `${owner}.organization_id`
  return `select *, ${table}.xmin::text as ${ROW_VERSION} from ${table}
    where ${table}.organization_id = ${organization} and ${table}.id = ${id} and ${condition} limit 1`
}
