/** Selects the columns of a table under its alias as `alias.column as alias__column`, so that several tables fit in a row. */
export const prefixed = (alias: string, columns: readonly string[]): string =>
  columns.map((column) => `${alias}.${column} as ${alias}__${column}`).join(', ')

/** Takes the row of one table back out of a joined row. Of a table that an outer join did not find, all is null. */
export const unprefix = <Row extends object>(
  alias: string,
  columns: readonly (keyof Row & string)[],
): ((joined: Readonly<Record<string, unknown>>) => Row) => {
  const names = columns.map((column) => [column, `${alias}__${column}`] as const)
  return (joined) => {
    const row: Record<string, unknown> = {}
    for (const [column, name] of names) row[column] = joined[name]
    return row as Row
  }
}

/** The same, for a table that may not have been found: null when its key is. */
export const unprefixOrNull = <Row extends object>(
  alias: string,
  columns: readonly (keyof Row & string)[],
): ((joined: Readonly<Record<string, unknown>>) => Row | null) => {
  const take = unprefix<Row>(alias, columns)
  const key = `${alias}__id`
  return (joined) => (joined[key] === null ? null : take(joined))
}
