import { DAY, HOUR, MINUTE, SECOND } from '../kernel/index.ts'
import type { WebhookFormat } from './webhook-endpoint.ts'

/** Milliseconds that a delivery waits before its first, second, … attempt. There is no attempt after the last wait. */
export const RETRY_WAITS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** The same for what an agent identity is told: a contact waits for its answer, and others answer when it doesn't. */
export const AGENT_IDENTITY_WAITS: readonly number[] = [0, 3 * SECOND, 3 * SECOND, 3 * SECOND]

/** The same for what the support API tells: six attempts over about four and a half hours, each wait six times the one before. */
export const SUPPORT_WAITS: readonly number[] = [
  0,
  10 * SECOND,
  MINUTE,
  6 * MINUTE,
  36 * MINUTE,
  216 * MINUTE,
]

/** On what terms deliveries of a format are tried again. */
export interface RetrySchedule {
  readonly waits: readonly number[]
  /** Whether an endpoint is disabled that does nothing but fail. */
  readonly disables: boolean
  /** Whether a receiver that answers 410 is told nothing more at once. */
  readonly goneDisables: boolean
}

/** The terms of each format. */
export const FORMAT_TERMS: Readonly<Record<WebhookFormat, RetrySchedule>> = {
  channel: { waits: RETRY_WAITS, disables: true, goneDisables: true },
  support: { waits: SUPPORT_WAITS, disables: true, goneDisables: false },
  // Its subscriptions are active or gone: there is no word for one that is not told.
  agent_messaging: { waits: RETRY_WAITS, disables: false, goneDisables: false },
}

/** The longest that a receiver's `Retry-After` can put off the next attempt, in milliseconds. */
export const LONGEST_RETRY_AFTER = DAY

/** How far a wait strays from the schedule, so that deliveries that failed together don't come back together. */
const JITTER = 0.2

export interface RetryTerms {
  readonly jitter: number
  readonly retryAfter: number | null
  readonly waits?: readonly number[] | undefined
}

/**
 * Milliseconds until the next attempt, after `made` attempts; null when the schedule has ended.
 *
 * @param terms.jitter a random number from 0 to 1: 0 is the wait less 20 %, 1 the wait and 20 %.
 * @param terms.retryAfter what the receiver asked for, in milliseconds, or null. It can put an attempt off, never bring it
 *   forward: a receiver that is in a hurry would use up the schedule in a moment.
 * @param terms.waits another schedule than the usual one.
 */
export const waitAfter = (
  made: number,
  { jitter, retryAfter, waits = RETRY_WAITS }: RetryTerms,
): number | null => {
  const wait = waits[made]
  if (wait === undefined) return null
  const scheduled = Math.round(wait * (1 - JITTER + 2 * JITTER * jitter))
  return Math.max(scheduled, Math.min(retryAfter ?? 0, LONGEST_RETRY_AFTER))
}
