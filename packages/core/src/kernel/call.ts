import type { IdempotencyKey } from './idempotency.ts'

/** Where a call comes from, as far as it is known. */
export interface CallOrigin {
  /** An IP address. */
  readonly address?: string | undefined
  /** What the caller's software calls itself. */
  readonly userAgent?: string | undefined
}

/** What a caller may say about a call besides what it asks. */
export interface CallOptions {
  /** Makes a repeated call answer as the first did; see `IdempotencyKey`. */
  readonly idempotency?: IdempotencyKey | undefined
  /** Told in the audit log. */
  readonly origin?: CallOrigin | undefined
}
