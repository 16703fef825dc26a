import { DAY, HOUR, type Timestamp } from '../kernel/index.ts'

export const BUCKET_UNITS = ['hour', 'day', 'week', 'month', 'year'] as const

/** How long one point of a series is. Weeks begin on Sunday. */
export type BucketUnit = (typeof BUCKET_UNITS)[number]

/** From `since` on, up to but without `until`. */
export interface Period {
  readonly since: Timestamp
  readonly until: Timestamp
}

/** The most points of a series. */
export const MOST_BUCKETS = 2_000

/**
 * When the buckets begin that the period lies in, oldest first; null when there would be more than `MOST_BUCKETS`.
 *
 * @param offset by how many milliseconds the caller's clock is ahead of UTC.
 */
export const bucketStarts = (
  { since, until }: Period,
  unit: BucketUnit,
  offset: number,
): readonly Timestamp[] | null => {
  const starts: Timestamp[] = []
  for (let local = floor(since + offset, unit); local - offset < until; local = next(local, unit)) {
    if (starts.length === MOST_BUCKETS) return null
    starts.push(local - offset)
  }
  return starts
}

const floor = (local: number, unit: BucketUnit): number => {
  const date = new Date(local)
  const day = Math.floor(local / DAY) * DAY
  switch (unit) {
    case 'hour':
      return Math.floor(local / HOUR) * HOUR
    case 'day':
      return day
    case 'week':
      return day - date.getUTCDay() * DAY
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    case 'year':
      return Date.UTC(date.getUTCFullYear(), 0, 1)
  }
}

const next = (local: number, unit: BucketUnit): number => {
  const date = new Date(local)
  switch (unit) {
    case 'hour':
      return local + HOUR
    case 'day':
      return local + DAY
    case 'week':
      return local + 7 * DAY
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    case 'year':
      return Date.UTC(date.getUTCFullYear() + 1, 0, 1)
  }
}
