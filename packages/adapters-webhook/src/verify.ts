import { timingSafeEqual } from 'node:crypto'
import { err, MINUTE, ok, type Result, SECOND, type Timestamp } from '@parlance/core'
import { signV1 } from './sign.ts'

/** How far the sender's clock and the receiver's may be apart, in milliseconds. */
export const VERIFY_TOLERANCE = 5 * MINUTE

export interface ReceivedWebhook {
  /** As Node's HTTP server gives them: in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body's exact text, before any parsing. */
  readonly body: string
  /** Those that are accepted: during a rotation, the old and the new one. */
  readonly secrets: readonly string[]
  readonly now: Timestamp
  /** Whether a delivery with this id was dealt with before; a receiver that asks this is safe from repetitions. */
  readonly seen?: (deliveryId: string) => boolean
}

export interface VerifiedWebhook {
  readonly deliveryId: string
  readonly at: Timestamp
}

export type VerificationFailure =
  | { readonly code: 'webhook/headers-missing' }
  | { readonly code: 'webhook/timestamp-out-of-tolerance' }
  | { readonly code: 'webhook/signature-mismatch' }
  | { readonly code: 'webhook/repeated'; readonly deliveryId: string }

/**
 * For receivers: whether a body was sent by who knows a secret, not more than five minutes ago or ahead, and for the
 * first time. Check this before the body is parsed.
 */
export const verifyWebhook = (received: ReceivedWebhook): Result<VerifiedWebhook, VerificationFailure> => {
  const { headers, body, secrets, now, seen } = received
  const [deliveryId, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
    single(headers[`webhook-${name}`]),
  )
  if (!deliveryId || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) {
    return err({ code: 'webhook/headers-missing' })
  }
  const at = Number(timestamp) * SECOND
  // Whole seconds are compared, because whole seconds are sent.
  if (Math.abs(Math.floor(now / SECOND) * SECOND - at) > VERIFY_TOLERANCE) {
    return err({ code: 'webhook/timestamp-out-of-tolerance' })
  }
  const given = signature.split(' ')
  const expected = secrets.map((secret) => signV1(secret, { deliveryId, at, body }))
  if (!expected.some((one) => given.some((other) => equal(one, other)))) {
    return err({ code: 'webhook/signature-mismatch' })
  }
  if (seen?.(deliveryId)) return err({ code: 'webhook/repeated', deliveryId })
  return ok({ deliveryId, at })
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

const equal = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
