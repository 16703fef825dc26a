import type { Clock, IdempotencyKey, IdempotencyStore, JsonValue, OrganizationId } from '@parlance/core'
import type { Executor } from './database.ts'
import { toJson } from './json.ts'
import { toIso } from './moment.ts'

/** The organization's idempotency keys in one transaction. */
export const createIdempotencyStore = (
  db: Executor,
  organizationId: OrganizationId,
  clock: Clock,
): IdempotencyStore => ({
  claim: async ({ scope, key, fingerprint }) => {
    // While another transaction holds the key, the insert waits for its end, and then for what it left.
    const claimed = await db
      .insertInto('idempotency_keys')
      .values({
        organization_id: organizationId,
        scope,
        key,
        fingerprint,
        answer: null,
        created_at: toIso(clock.now()),
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'scope', 'key']).doNothing())
      .returning('key')
      .executeTakeFirst()
    if (claimed) return null
    return findKey(db, organizationId, { scope, key })
  },
  save: async ({ scope, key, fingerprint, answer }) => {
    await db
      .updateTable('idempotency_keys')
      .set({ fingerprint, answer: toJson(answer) })
      .where('organization_id', '=', organizationId)
      .where('scope', '=', scope)
      .where('key', '=', key)
      .execute()
  },
})

const findKey = async (
  db: Executor,
  organizationId: OrganizationId,
  { scope, key }: Pick<IdempotencyKey, 'scope' | 'key'>,
) => {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('answer', 'is not', null)
    .executeTakeFirst()
  return row ? { scope, key, fingerprint: row.fingerprint, answer: row.answer satisfies JsonValue } : null
}
