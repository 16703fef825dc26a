import type { QueryResultRow } from 'pg'

/** A statement that a connection prepares once, under its name. */
export interface Statement<Row extends QueryResultRow> {
  readonly name: string
  readonly text: string
  /** Never there: it ties the statement to what its rows look like. */
  readonly row?: Row
}

/** @param name must be unique in this package: a connection keeps the text that it first saw under a name. */
export const statement = <Row extends QueryResultRow = QueryResultRow>(
  name: string,
  text: string,
): Statement<Row> => ({ name, text })

/** A statement with what it is to be run with. */
export interface Write {
  readonly statement: Statement<QueryResultRow>
  readonly values: readonly unknown[]
  /** Told what the statement returned, before the commit. */
  readonly told?: (rows: readonly QueryResultRow[]) => void
}
