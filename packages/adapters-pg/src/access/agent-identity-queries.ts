import type { AgentIdentityQueries, OrganizationId } from '@parlance/core'
import type { Database } from '../kernel/database.ts'
import { AGENT_IDENTITY_COLUMNS, toAgentIdentity, toSigningKey } from './agent-identity-rows.ts'

const LIMIT = 1_000

/** Answers questions about agent identities from the database. */
export const createAgentIdentityQueries = (db: Database): AgentIdentityQueries => ({
  list: async (organizationId) => {
    const rows = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toAgentIdentity)
  },
  find: async (organizationId, id) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  findByNumber: async (organizationId, number) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  findByHandle: async (organizationId, handle) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('handle', '=', handle)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  findByInbox: async (organizationId, inboxId) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('inbox_id', '=', inboxId)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  signingKeys: async (organizationId, ids) => {
    if (ids.length === 0) return new Map()
    const rows = await present(db, organizationId)
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
    const rows = await present(db, organizationId)
      .select(['id', 'signing_secret'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map((row) => [row.id, row.signing_secret]))
  },
})

const present = (db: Database, organizationId: OrganizationId) =>
  db
    .of(organizationId)
    .selectFrom('agent_identities')
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)
