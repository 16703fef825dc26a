import { SECOND, type Timestamp } from '@parlance/core'

/** Milliseconds that a `Retry-After` header asks for, whether it names seconds or a date; null when it says neither. */
export const parseRetryAfter = (
  header: string | readonly string[] | undefined,
  now: Timestamp,
): number | null => {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  // Only the date form of HTTP: `Date.parse` alone would take "1.5" or "-1" for a year.
  if (!/^[A-Z][a-z]+, /.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
