import { SECOND, type Timestamp } from '@parlance/core'

/** Whole seconds since 1970, as most times of the channel API are written. */
export const unixSeconds = (at: Timestamp): number => Math.floor(at / SECOND)

/** Whole seconds since 1970, with 0 for "never". */
export const unixSecondsOrZero = (at: Timestamp | null): number => (at === null ? 0 : unixSeconds(at))

/** Seconds since 1970 with the milliseconds behind the point, as `updated_at` of a conversation is written. */
export const unixFloat = (at: Timestamp): number => at / SECOND

/** ISO 8601 in UTC with milliseconds: `2025-06-16T15:41:16.770Z`. */
export const isoMillis = (at: Timestamp): string => new Date(at).toISOString()

/** ISO 8601 in UTC with milliseconds, or null for "never". */
export const isoMillisOrNull = (at: Timestamp | null): string | null => (at === null ? null : isoMillis(at))
