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
export const listed = (columns: Readonly<Record<string, unknown>> | readonly string[]): string =>
  (Array.isArray(columns) ? columns : Object.keys(columns)).join(', ')

/**
 * The rows of a subquery named `row`, to join a table with, so that the planner expects few of them. Of a limit that it cannot see
 * through it expects a tenth. Where it expects more rows than organizations have on the average, it would rather read all of an
 * organization, which may be a large one, than look so many up.
 *
 * @param rows at most 100,000.
 */
export const few = (rows: string): string => `(select * from ${rows} limit (select 100000)) as row`

/**
 * The rows of a JSON parameter, to join a table with.
 *
 * @param parameter such as `$2`. The planner takes a function to return a hundred rows.
 */
export const fewRows = (parameter: string, columns: ColumnTypes): string =>
  few(few(`json_to_recordset(${parameter}::json) as row (${declared(columns)})`))
