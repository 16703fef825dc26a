import type { Clock, Timestamp } from '../../src/index.ts'

/** Monday, 5 January 2026, 09:00 UTC: when a fixture's time starts. */
export const START: Timestamp = 1_767_603_600_000

/** A clock that stands still until a test moves it. */
export interface StoppedClock extends Clock {
  /** Moves on by so many milliseconds. */
  readonly advance: (milliseconds: number) => void
  readonly set: (to: Timestamp) => void
}

export const stoppedClock = (start: Timestamp = START): StoppedClock => {
  let now = start
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds
    },
    set: (to) => {
      now = to
    },
  }
}
