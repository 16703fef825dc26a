import type { Id, IdSource } from '../../src/index.ts'

const shaped = <K extends string>(variant: string, count: number): Id<K> =>
  `00000000-0000-7000-${variant}-${String(count).padStart(12, '0')}` as Id<K>

/**
 * Counts: 00000000-0000-7000-8000-000000000001, …002 and so on, so that a test can name an id before it is made.
 *
 * @param after the count to go on from, for two sources that must not meet.
 */
export const countingIds = (after = 0): IdSource => {
  let count = after
  return {
    next: <K extends string>() => {
      count += 1
      return shaped<K>('8000', count)
    },
  }
}

/** The id a fixture has when nobody says otherwise; never one that `countingIds` makes. */
export const fixtureId = <K extends string>(count: number): Id<K> => shaped<K>('9000', count)
