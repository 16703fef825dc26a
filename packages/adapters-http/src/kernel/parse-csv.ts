/** More fields than a table may have in a row. */
const MOST_FIELDS = 1_000

/** Why a text is no table: where, in words. */
export class NoTable extends Error {
  override readonly name = 'NoTable'
}

/**
 * The rows of a table as RFC 4180 writes it, also with line feeds alone; empty lines are left out. The first line decides
 * whether fields are told apart by commas, semicolons or tabs. Throws `NoTable` where a quote is never closed.
 */
export const parseCsv = (text: string): readonly (readonly string[])[] => {
  const fields = fieldsOf(text)
  const rows: string[][] = []
  let row: string[] = []
  for (const { value, last } of fields) {
    row.push(value)
    if (row.length > MOST_FIELDS)
      throw new NoTable(`Row ${rows.length + 1} has more than ${MOST_FIELDS} fields`)
    if (!last) continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}

interface Field {
  readonly value: string
  /** True: the row ends here. */
  readonly last: boolean
}

/** A field in quotes, or one without; then what follows it. */
function* fieldsOf(text: string): Generator<Field> {
  const separator = separatorOf(text)
  let at = 0
  for (;;) {
    const { value, end } = text[at] === '"' ? quoted(text, at) : plain(text, at, separator)
    const next = text[end]
    const last = next !== separator
    yield { value, last }
    if (next === undefined) return
    at = end + (next === '\r' && text[end + 1] === '\n' ? 2 : 1)
    // A line's end is no further row at the end of the text.
    if (last && at >= text.length) return
  }
}

const separatorOf = (text: string): string => {
  const [first = ''] = text.split(/[\r\n]/, 1)
  const counted = [',', ';', '\t'].map((one) => ({ one, count: first.split(one).length }))
  return counted.toSorted((left, right) => right.count - left.count)[0]?.one ?? ','
}

const plain = (text: string, from: number, separator: string): { value: string; end: number } => {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(from, end), end }
}

const quoted = (text: string, from: number): { value: string; end: number } => {
  const parts: string[] = []
  let start = from + 1
  for (;;) {
    const quote = text.indexOf('"', start)
    if (quote === -1) throw new NoTable('A quote is never closed')
    parts.push(text.slice(start, quote))
    if (text[quote + 1] !== '"') return { value: parts.join('"'), end: afterQuote(text, quote + 1) }
    start = quote + 2
  }
}

const afterQuote = (text: string, at: number): number => {
  if (at >= text.length || /[,;\t\r\n]/.test(text[at] ?? '')) return at
  throw new NoTable('Something follows a quoted field')
}
