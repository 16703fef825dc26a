/** A table that is answered as a file. */
export interface CsvFile {
  /** The file's name: letters, digits, `_`, `-` and dots. */
  readonly name: string
  readonly rows: readonly (readonly CsvCell[])[]
}

export type CsvCell = string | number | null

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[\s]*[=+\-@]|^[\t\r\n]/

const cellOf = (cell: CsvCell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** The table as RFC 4180 writes it; a text that a spreadsheet would run as a formula has an apostrophe before it. */
export const toCsv = (rows: CsvFile['rows']): string =>
  rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
