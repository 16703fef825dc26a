import { err, type IdempotencyKey, ok, type Result, type Secrets } from '@parlance/core'
import type { RequestProblem } from './problem.ts'

const KEY = /^[\x20-\x7e]{1,255}$/

/** Longer scopes are kept as a digest: an index holds only so much. */
const LONGEST_SCOPE = 512

interface Keyed {
  /** The header's text; undefined when it was not sent. */
  readonly header: string | undefined
  /** Who calls, and which route. */
  readonly scope: string
  readonly body: unknown
}

const BAD_KEY: RequestProblem = {
  kind: 'request',
  status: 422,
  text: 'Idempotency-Key must be 1 to 255 printable ASCII characters',
}

/** The key that makes a repeated request answer as the first did; undefined when none was sent. */
export const idempotencyKey = (
  { header, scope, body }: Keyed,
  { digest }: Pick<Secrets, 'digest'>,
): Result<IdempotencyKey | undefined, RequestProblem> => {
  if (header === undefined) return ok(undefined)
  if (!KEY.test(header)) return err(BAD_KEY)
  return ok({
    scope: scope.length > LONGEST_SCOPE ? digest(scope) : scope,
    key: header,
    fingerprint: digest(canonical(body)),
  })
}

/** The same text for the same content, however its members are ordered. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${members.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(',')}}`
}
