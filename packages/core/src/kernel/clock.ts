/** A moment: milliseconds since 1970-01-01T00:00:00Z. A number, so that states and events are plain JSON. */
export type Timestamp = number

/** Port. Tells the time; the domain never asks anything else for it. */
export interface Clock {
  readonly now: () => Timestamp
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
