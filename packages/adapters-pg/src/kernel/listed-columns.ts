import { type BinaryType, type BinaryValue, binaryListOf } from './binary-lists.ts'
import { toIso } from './moment.ts'

/** A column, and what of a thing it holds. */
export interface ListedColumn<T> {
  readonly type: BinaryType
  readonly of: (thing: T) => BinaryValue
}

/** The columns of a table by name. Many rows travel as one list for each column: see `binaryList`. */
export type ListedColumns<T> = Readonly<Record<string, ListedColumn<T>>>

/**
 * The rows of the lists, to select from. Lists that are taken apart side by side in a select are read value by value; as
 * functions in `from` each of them is first written down as a table of its own.
 *
 * @param first the number of the parameter that is the first column's list; the others follow it.
 */
export const unnested = (
  columns: Readonly<Record<string, Pick<ListedColumn<never>, 'type'>>>,
  first: number,
  name = 'row',
): string => {
  const lists = Object.entries(columns).map(
    ([column, { type }], at) => `unnest($${first + at}::${type}[]) as ${column}`,
  )
  return `(select ${lists.join(', ')}) as ${name}`
}

/** The lists of these things: the parameters that `unnested` reads. */
export const listsOf = <T>(columns: ListedColumns<T>, things: readonly T[]): readonly Buffer[] =>
  Object.values(columns).map(({ type, of }) => binaryListOf(type, things, of))

/** A thing as `json_to_recordset` reads it, where its columns travel with others in JSON. */
export const jsonRowOf = <T>(columns: ListedColumns<T>, thing: T): Readonly<Record<string, unknown>> => {
  const row: Record<string, unknown> = {}
  for (const [name, { type, of }] of Object.entries(columns)) {
    const value = of(thing)
    row[name] = type === 'timestamptz' && typeof value === 'number' ? toIso(value) : value
  }
  return row
}

/** The types by which `json_to_recordset` reads them. */
export const typesOf = (columns: ListedColumns<never>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]))
