import type { IdempotencyKey } from './idempotency.ts'

/** What a caller may say about a call besides what it asks. */
export interface CallOptions {
  /** Makes a repeated call answer as the first did; see `IdempotencyKey`. */
  readonly idempotency?: IdempotencyKey | undefined
}
