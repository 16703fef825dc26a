import { err, type ImportRow, type IncomingFile, ok, type Result } from '@parlance/core'
import { NoTable, parseCsv } from '../../../kernel/parse-csv.ts'
import type { RequestProblem } from '../../../kernel/problem.ts'

/** The most that a file of contacts may have: 10 MB. */
const FILE_LIMIT = 10 * 1024 * 1024

const refused = (text: string): RequestProblem => ({ kind: 'request', status: 422, text })

/** The people in a CSV file, by the names in its first row; column names are taken in any case. */
export const readImport = async (
  file: IncomingFile | null | undefined,
): Promise<Result<readonly ImportRow[], RequestProblem>> => {
  if (!file || file.size === 0) return err(refused('File is blank'))
  if (file.size > FILE_LIMIT) return err(refused('File is larger than 10 MB'))
  const text = await readText(file)
  if (text.includes('\0')) return err(refused('File is not a CSV file'))
  try {
    const [header = [], ...rows] = parseCsv(text)
    const columns = header.map((name) => name.trim().toLowerCase().replaceAll(/\s+/g, '_'))
    return ok(rows.map((row) => rowOf(columns, row)))
  } catch (error) {
    if (error instanceof NoTable) return err(refused(`File is not a CSV file: ${error.message}`))
    throw error
  }
}

const rowOf = (columns: readonly string[], row: readonly string[]): ImportRow =>
  Object.fromEntries(
    columns.flatMap((column, at): readonly [string, string][] => {
      const value = withoutApostrophe(row[at] ?? '')
      return column === '' || column === '__proto__' || value.trim() === '' ? [] : [[column, value]]
    }),
  )

/** What an export puts before a value that a spreadsheet would run as a formula. */
const withoutApostrophe = (value: string): string => (/^'\s*[=+\-@]/.test(value) ? value.slice(1) : value)

/** UTF-8, or else the encoding of spreadsheets that know nothing else. */
const readText = async (file: IncomingFile): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const part of file.read()) parts.push(part)
  const bytes = Buffer.concat(parts)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
