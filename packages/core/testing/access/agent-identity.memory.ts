import type {
  AgentIdentity,
  AgentIdentityId,
  AgentIdentityQueries,
  AgentIdentityStore,
  OrganizationId,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type RowTypes, type Tables, type WritableTables } from '../memory-database.ts'

type Row = RowTypes['agentIdentities']

const present = (tables: Tables, organizationId: OrganizationId): readonly Row[] =>
  tables.agentIdentities.of(organizationId).filter(({ removedAt }) => removedAt === null)

const withId = (tables: Tables, organizationId: OrganizationId, id: AgentIdentityId): Row | null =>
  present(tables, organizationId).find(({ identity }) => identity.id === id) ?? null

const withNumber = (tables: Tables, organizationId: OrganizationId, number: number): AgentIdentity | null =>
  present(tables, organizationId).find(({ identity }) => identity.number === number)?.identity ?? null

export const memoryAgentIdentityStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): AgentIdentityStore => {
  const change = (id: AgentIdentityId, changed: Partial<Row>) => {
    const before = withId(tables, organizationId, id)
    if (before) tables.agentIdentities.put(organizationId, id, { ...before, ...changed })
  }
  const store: AgentIdentityStore = {
    findByNumber: async (number) => withNumber(tables, organizationId, number),
    count: async () => present(tables, organizationId).length,
    insert: async (draft, { signingSecret, credentials }) => {
      const identity = { ...draft, number: nextNumber(tables, organizationId, 'agent_identity') }
      tables.agentIdentities.insert(organizationId, draft.id, { identity, signingSecret, removedAt: null })
      for (const credential of credentials)
        tables.credentials.insert(organizationId, credential.digest, credential)
      return identity
    },
    update: async (identity) => {
      const before = withId(tables, organizationId, identity.id)
      if (before) change(identity.id, { identity: { ...identity, number: before.identity.number } })
    },
    signingSecret: async (id) => withId(tables, organizationId, id)?.signingSecret ?? null,
    setSigningSecret: async (id, signingSecret) => change(id, { signingSecret }),
    replaceCredentials: async (id, credentials) => {
      for (const { agentIdentityId, digest } of tables.credentials.of(organizationId))
        if (agentIdentityId === id) tables.credentials.remove(organizationId, digest)
      for (const credential of credentials)
        tables.credentials.insert(organizationId, credential.digest, credential)
    },
    remove: async (id, removedAt) => {
      await store.replaceCredentials(id, [])
      for (const inbox of tables.inboxes.of(organizationId))
        if (inbox.agentIdentityId === id)
          tables.inboxes.put(organizationId, inbox.id, { ...inbox, agentIdentityId: null })
      change(id, { removedAt })
    },
  }
  return store
}

export const memoryAgentIdentityQueries = (tables: Tables): AgentIdentityQueries => ({
  list: async (organizationId) =>
    present(tables, organizationId)
      .map(({ identity }) => identity)
      .toSorted(by(({ number }) => number))
      .slice(0, 1_000),
  find: async (organizationId, id) => withId(tables, organizationId, id)?.identity ?? null,
  findByNumber: async (organizationId, number) => withNumber(tables, organizationId, number),
  signingSecrets: async (organizationId, ids) =>
    new Map(
      present(tables, organizationId)
        .filter(({ identity }) => ids.includes(identity.id))
        .map(({ identity, signingSecret }) => [identity.id, signingSecret]),
    ),
})
