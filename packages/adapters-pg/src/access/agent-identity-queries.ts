import type { AgentIdentityQueries, OrganizationId } from '@parlance/core'
import type { Database } from '../kernel/database.ts'
import { AGENT_IDENTITY_COLUMNS, toAgentIdentity, toSigningKey } from './agent-identity-rows.ts'
import { findIn, present } from './agent-identity-store.ts'

const LIMIT = 1_000

/** Answers questions about agent identities from the database. */
export const createAgentIdentityQueries = (db: Database): AgentIdentityQueries => ({
  list: async (organizationId) => {
    const rows = await present(db.of(organizationId), organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toAgentIdentity)
  },
  find: (organizationId, id) => found(db, organizationId, { column: 'id', value: id }),
  findByNumber: (organizationId, number) => found(db, organizationId, { column: 'number', value: number }),
  findByHandle: (organizationId, handle) => found(db, organizationId, { column: 'handle', value: handle }),
  findByInbox: (organizationId, inboxId) => found(db, organizationId, { column: 'inbox_id', value: inboxId }),
  signingKeys: async (organizationId, ids) => {
    if (ids.length === 0) return new Map()
    const rows = await present(db.of(organizationId), organizationId)
      .select(['id', 'signing_key', 'signing_key_created_at'])
      .where('id', 'in', ids)
      .execute()
    return new Map(
      rows.flatMap((row) => {
        const key = toSigningKey(row)
        return key ? [[row.id, key] as const] : []
      }),
    )
  },
  signingSecrets: async (organizationId, ids) => {
    if (ids.length === 0) return new Map()
    const rows = await present(db.of(organizationId), organizationId)
      .select(['id', 'signing_secret'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map((row) => [row.id, row.signing_secret]))
  },
})

const found = (db: Database, organizationId: OrganizationId, wanted: Parameters<typeof findIn>[2]) =>
  findIn(db.of(organizationId), organizationId, wanted)
