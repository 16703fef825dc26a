import { MINUTE, type Timestamp } from '../../kernel/index.ts'

/** How often somebody failed at an account. */
export interface Attempts {
  readonly failures: number
  readonly lastAt: Timestamp
}

/** So many failures lock an account. */
export const MOST_FAILURES = 10
/** How long an account is locked, and after how long without another one failures are forgotten, in milliseconds. */
export const LOCKOUT = 15 * MINUTE

/**
 * The next attempt at an account, counted as a failure until it is known to be none: of many at once, no more get through
 * than may fail. Null while the account is locked.
 */
export const nextAttempt = (before: Attempts | null, now: Timestamp): Attempts | null => {
  if (!before || before.lastAt + LOCKOUT <= now) return { failures: 1, lastAt: now }
  return before.failures >= MOST_FAILURES ? null : { failures: before.failures + 1, lastAt: now }
}

/**
 * Port. Counts what failed at the accounts of the whole installation, by a digest of their e-mail address: whether
 * anybody has the address makes no difference.
 */
export interface SignInAttempts {
  /** Counts an attempt, as `nextAttempt` says; false while the account is locked. */
  readonly take: (key: string, now: Timestamp) => Promise<boolean>
  /** The attempt that was taken was no failure after all. */
  readonly giveBack: (key: string) => Promise<void>
  /** Somebody proved to be whom the account belongs to. */
  readonly forgive: (key: string) => Promise<void>
  /** Removes what counts for nothing any longer, at most `limit`; tells how many went. */
  readonly forget: (before: Timestamp, limit: number) => Promise<number>
}
