/** Columns by name with their Postgres types. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * The columns as `json_to_recordset(…) as row (…)` declares them. Many rows travel as one JSON parameter, so a statement
 * is prepared once, whatever their number.
 */
export const declared = (columns: ColumnTypes): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')

/** The names of the columns, as they are listed in an insert or a select. */
export const listed = (columns: ColumnTypes | readonly string[]): string =>
  (Array.isArray(columns) ? columns : Object.keys(columns)).join(', ')
