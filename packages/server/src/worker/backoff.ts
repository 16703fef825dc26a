import { MINUTE, SECOND } from '@parlance/core'

const SHORTEST = SECOND
const LONGEST = 5 * MINUTE

/**
 * Milliseconds to wait after so many failures in a row: a second, doubled each time up to five minutes.
 *
 * @param chance a random number from 0 to 1, for 20 % less or more.
 */
export const backoff = (failures: number, chance: number): number =>
  Math.min(LONGEST, SHORTEST * 2 ** (failures - 1)) * (0.8 + 0.4 * chance)
