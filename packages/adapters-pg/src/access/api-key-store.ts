import type { ApiKeyStore, KeptApiKey, OrganizationId } from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { API_KEY_COLUMNS, fromApiKey, toApiKey } from './api-key-rows.ts'

/** The organization's keys in one transaction. */
export const createApiKeyStore = (db: Executor, organizationId: OrganizationId): ApiKeyStore => ({
  find: async (id) => {
    const row = await db
      .selectFrom('api_keys')
      .select(API_KEY_COLUMNS)
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toApiKey(row) : null
  },
  count: async () => {
    const { count } = await db
      .selectFrom('api_keys')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    return count
  },
  insert: (kept) => insertApiKeys(db, [kept]),
  revoke: async (id, at) => {
    await unrevoked(db, organizationId)
      .where('id', '=', id)
      .set({ revoked_at: toIso(at), updated_at: toIso(at) })
      .execute()
  },
  revokeOf: async (agentIdentityId, at) => {
    await unrevoked(db, organizationId)
      .where('agent_identity_id', '=', agentIdentityId)
      .set({ revoked_at: toIso(at), updated_at: toIso(at) })
      .execute()
  },
})

const unrevoked = (db: Executor, organizationId: OrganizationId) =>
  db.updateTable('api_keys').where('organization_id', '=', organizationId).where('revoked_at', 'is', null)

/** Keeps keys, with what leads from their ids to the organization. */
export const insertApiKeys = async (db: Executor, kept: readonly KeptApiKey[]): Promise<void> => {
  if (kept.length === 0) return
  await db.insertInto('api_keys').values(kept.map(fromApiKey)).execute()
  await db
    .insertInto('api_key_ids')
    .values(kept.map(({ key }) => ({ id: key.id, organization_id: key.organizationId })))
    .execute()
}
