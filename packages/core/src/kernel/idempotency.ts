import type { JsonValue } from './json.ts'
import type { Err, Ok } from './result.ts'

/** How long a key is remembered at least: 24 hours, in milliseconds. */
export const IDEMPOTENCY_RETENTION = 24 * 60 * 60 * 1_000

/**
 * A caller's promise that two requests with the same key are one.
 *
 * The answer is stored in the transaction of the change itself, so a crash after the commit can't make a retry write twice.
 */
export interface IdempotencyKey {
  /** Within what the key is unique: who calls, and which route. */
  readonly scope: string
  /** 1–255 characters, chosen by the caller. */
  readonly key: string
  /** A digest of the request; the same key with another one is refused. */
  readonly fingerprint: string
}

export interface IdempotencyRecord extends IdempotencyKey {
  readonly answer: JsonValue
}

export interface IdempotencyKeyReused {
  readonly code: 'idempotency/key-reused'
  readonly key: string
}

/** A success that tells whether it happened now, or is the stored answer of an earlier call with the same key. */
export interface Answered<T> extends Ok<T> {
  readonly replayed: boolean
}

export type Answer<T, E> = Answered<T> | Err<E>

export const answered = <T>(value: T, replayed: boolean): Answered<T> => ({ ok: true, value, replayed })

/** Port. The idempotency keys of the organization that the unit of work is bound to. */
export interface IdempotencyStore {
  /**
   * Takes the key for this transaction and gives what is stored under it; null when nothing is, and then `save` must
   * follow. While another transaction has the key, this waits for its end.
   */
  readonly claim: (key: IdempotencyKey) => Promise<IdempotencyRecord | null>
  readonly save: (record: IdempotencyRecord) => Promise<void>
}
