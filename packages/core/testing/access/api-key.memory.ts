import type { ApiKeyQueries, ApiKeyStore, ApiKeyUses, OrganizationId, Timestamp } from '../../src/index.ts'
import type { MemoryDatabase, Tables, WritableTables } from '../memory-database.ts'

export const memoryApiKeyStore = (tables: WritableTables, organizationId: OrganizationId): ApiKeyStore => {
  const kept = () => tables.apiKeys.of(organizationId)
  const revoke = (ids: readonly string[], at: Timestamp) => {
    for (const row of kept()) {
      if (!ids.includes(row.key.id) || row.key.revokedAt !== null) continue
      const key = { ...row.key, revokedAt: at, updatedAt: at }
      tables.apiKeys.put(organizationId, key.id, { ...row, key })
    }
  }
  return {
    find: async (id) => tables.apiKeys.get(organizationId, id)?.key ?? null,
    count: async () => kept().filter(({ key }) => key.revokedAt === null).length,
    insert: async (row) => tables.apiKeys.insert(organizationId, row.key.id, row),
    revoke: async (id, at) => revoke([id], at),
    revokeOf: async (agentIdentityId, at) =>
      revoke(
        kept()
          .filter(({ key }) => key.agentIdentityId === agentIdentityId)
          .map(({ key }) => key.id),
        at,
      ),
  }
}

export const memoryApiKeyQueries = (tables: Tables): ApiKeyQueries => ({
  find: async (organizationId, id) => tables.apiKeys.get(organizationId, id)?.key ?? null,
  list: async (organizationId, { limit, offset }) => {
    const keys = tables.apiKeys
      .of(organizationId)
      .map(({ key }) => key)
      .toSorted((left, right) => (left.id < right.id ? 1 : -1))
    return { keys: keys.slice(offset, offset + limit), count: keys.length }
  },
})

export const memoryApiKeyUses = (database: MemoryDatabase): ApiKeyUses => ({
  record: (uses) =>
    database.write((tables) => {
      for (const { organizationId, id, at } of uses) {
        const row = tables.apiKeys.get(organizationId, id)
        if (!row || (row.key.lastUsedAt ?? 0) >= at) continue
        tables.apiKeys.put(organizationId, id, { ...row, key: { ...row.key, lastUsedAt: at } })
      }
    }),
})
