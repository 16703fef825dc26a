import type { IncomingHttpHeaders } from 'node:http'
import type { ByteRange } from '@parlance/core'

/** What is asked about. */
interface Whole {
  /** In bytes. */
  readonly size: number
  readonly etag: string
}

/**
 * The part that a request asks for; null for all of it, also where several parts are asked for or the request cannot be
 * read, as the standard lets servers do.
 */
export const readRange = (
  headers: IncomingHttpHeaders,
  { size, etag }: Whole,
): ByteRange | null | 'unsatisfiable' => {
  const condition = headers['if-range']
  if (condition !== undefined && condition !== etag) return null
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return range.start < size && range.start <= range.end ? range : 'unsatisfiable'
}
