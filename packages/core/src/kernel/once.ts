import {
  type Answer,
  answered,
  type IdempotencyKey,
  type IdempotencyKeyReused,
  type IdempotencyStore,
} from './idempotency.ts'
import type { JsonValue } from './json.ts'
import { type Err, err, type Ok, type Result } from './result.ts'

type ValueOf<R> = R extends Ok<infer T> ? T : never
type ErrorOf<R> = R extends Err<infer E> ? E : never

/**
 * Does `work` once for a key: a second call with the same key and fingerprint gets the stored answer, with another
 * fingerprint it is refused. Without a key the work is just done. A refusal is not stored.
 */
export const once = async <R extends Result<unknown, unknown>>(
  tx: { readonly idempotency: IdempotencyStore },
  key: IdempotencyKey | undefined,
  work: () => Promise<R>,
): Promise<Answer<ValueOf<R>, ErrorOf<R> | IdempotencyKeyReused>> => {
  const stored = key && (await tx.idempotency.claim(key))
  if (key && stored) {
    if (stored.fingerprint !== key.fingerprint) return err({ code: 'idempotency/key-reused', key: key.key })
    // What is under a key was written by this very use case: the scope names the route.
    return answered(stored.answer as ValueOf<R>, true)
  }
  const done = await work()
  if (!done.ok) return done as Err<ErrorOf<R>>
  if (key) await tx.idempotency.save({ ...key, answer: done.value as JsonValue })
  return answered(done.value as ValueOf<R>, false)
}
