import {
  type Answer,
  answered,
  err,
  type IdempotencyKey,
  type IdempotencyKeyReused,
  type OrganizationId,
} from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { statement } from '../kernel/statement.ts'

interface StoredAnswer {
  readonly scope: string
  readonly key: string
  readonly fingerprint: string
  /** JSON text. */
  readonly answer: string
}

/** The answers that are remembered for the idempotency keys of a batch: those found, and those it adds itself. */
export interface Answers {
  /** What a call with this key gets without being carried out; null when it is the first one. */
  readonly replay: (key: IdempotencyKey | undefined) => Answer<unknown, IdempotencyKeyReused> | null
  readonly remember: (answer: StoredAnswer) => void
}

const nameOf = ({ scope, key }: Pick<IdempotencyKey, 'scope' | 'key'>): string => `${scope}\n${key}`

export const createAnswers = (found: readonly StoredAnswer[]): Answers => {
  const byName = new Map(found.map((stored) => [nameOf(stored), stored]))
  return {
    replay: (key) => {
      const stored = key && byName.get(nameOf(key))
      if (!stored) return null
      if (stored.fingerprint !== key.fingerprint) return err({ code: 'idempotency/key-reused', key: key.key })
      return answered(JSON.parse(stored.answer) as unknown, true)
    },
    remember: (stored) => {
      byName.set(nameOf(stored), stored)
    },
  }
}

const FIND = statement<StoredAnswer>(
  'idempotency-answers',
  `select scope, key, fingerprint, answer::text as answer
   from idempotency_keys
   where organization_id = $1 and answer is not null
     and (scope, key) in (select * from unnest($2::text[], $3::text[]))`,
)

/** Looks up the keys of a batch. Asked after its locks are held, so that it sees what they waited for. */
export const findAnswers = async (
  run: Run,
  organizationId: OrganizationId,
  keys: readonly (IdempotencyKey | undefined)[],
): Promise<readonly StoredAnswer[]> => {
  const given = keys.filter((key) => key !== undefined)
  if (given.length === 0) return []
  const scopes = given.map(({ scope }) => scope)
  return run(FIND, [organizationId, scopes, given.map(({ key }) => key)])
}
