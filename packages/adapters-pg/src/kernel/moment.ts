import type { Timestamp } from '@parlance/core'
import type { ColumnType } from 'kysely'

/** A `timestamptz` column: a number of milliseconds when it is read, ISO text when it is written. */
export type Moment = ColumnType<Timestamp, string, string>
export type NullableMoment = ColumnType<Timestamp | null, string | null, string | null>

let last = { at: 0, iso: '1970-01-01T00:00:00.000Z' }

/** A moment as text that Postgres reads as `timestamptz`. One change writes the same moment into many columns. */
export const toIso = (at: Timestamp): string => {
  if (at !== last.at) last = { at, iso: new Date(at).toISOString() }
  return last.iso
}

export const toIsoOrNull = (at: Timestamp | null): string | null => (at === null ? null : toIso(at))
