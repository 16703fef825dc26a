import type { Timestamp } from '@parlance/core'
import type { ColumnType } from 'kysely'

/** A `timestamptz` column: a number of milliseconds when it is read, ISO text when it is written. */
export type Moment = ColumnType<Timestamp, string, string>
export type NullableMoment = ColumnType<Timestamp | null, string | null, string | null>

/** One batch writes few moments, and each of them into many columns. */
const known = new Map<Timestamp, string>()
const MOST_KNOWN = 256

/** A moment as text that Postgres reads as `timestamptz`. */
export const toIso = (at: Timestamp): string => {
  const text = known.get(at)
  if (text !== undefined) return text
  const iso = new Date(at).toISOString()
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(at, iso)
  return iso
}

export const toIsoOrNull = (at: Timestamp | null): string | null => (at === null ? null : toIso(at))
