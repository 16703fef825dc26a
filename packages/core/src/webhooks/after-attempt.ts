import { DAY, type Timestamp } from '../kernel/index.ts'
import type { Delivery } from './delivery.ts'
import type { EndpointOutcome, Outcome } from './delivery-store.ts'
import { AGENT_IDENTITY_WAITS, FORMAT_TERMS, waitAfter } from './retry-schedule.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** How long an endpoint may do nothing but fail before it is disabled, in milliseconds. */
export const FAILING_PATIENCE = 5 * DAY

/** The status with which a receiver says that it wants no more. */
const GONE = 410

export interface FinishedAttempt {
  /** As it was before the attempt. */
  readonly delivery: Pick<Delivery, 'attempts'>
  readonly endpoint: Pick<WebhookEndpoint, 'failingSince' | 'owner' | 'format'>
  /** The receiver's status; null when there was no answer. */
  readonly responseStatus: number | null
  /** What the receiver's `Retry-After` asks for, in milliseconds; null when it doesn't. */
  readonly retryAfter: number | null
  readonly now: Timestamp
  /** A random number from 0 to 1. */
  readonly jitter: number
  /** Another schedule than the one of the endpoint's format, in milliseconds. */
  readonly waits?: readonly number[] | undefined
}

/**
 * What an attempt leads to, for the delivery and for its endpoint. Only a 2xx is a success; a redirect is a failure like
 * any other, and a delivery to an endpoint that gets disabled fails with it. What is posted to an agent identity's `outgoingUrl` is
 * given up on soon, and the endpoint never disabled: each event that it misses is a contact who waits.
 */
export const afterAttempt = (
  attempt: FinishedAttempt,
): { readonly outcome: Outcome; readonly endpoint: EndpointOutcome } => {
  const { responseStatus, now } = attempt
  if (isSuccess(responseStatus)) return { outcome: { type: 'delivered' }, endpoint: { type: 'healthy' } }
  const since = attempt.endpoint.failingSince ?? now
  const { owner, format } = attempt.endpoint
  if (owner.type === 'agent_identity' && format === 'channel') {
    const terms = { ...attempt, waits: AGENT_IDENTITY_WAITS, retryAfter: null }
    return { outcome: afterFailure(terms), endpoint: { type: 'failing', since } }
  }
  const { disables, goneDisables, waits } = FORMAT_TERMS[format]
  if (disables && ((goneDisables && responseStatus === GONE) || now - since >= FAILING_PATIENCE)) {
    return { outcome: { type: 'failed' }, endpoint: { type: 'disabled', at: now } }
  }
  const terms = { ...attempt, waits: attempt.waits ?? waits }
  return { outcome: afterFailure(terms), endpoint: { type: 'failing', since: now } }
}

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300

const afterFailure = ({ delivery, now, ...terms }: FinishedAttempt): Outcome => {
  const wait = waitAfter(delivery.attempts + 1, terms)
  return wait === null ? { type: 'failed' } : { type: 'retry', at: now + wait }
}
