import {
  type AgentIdentity,
  type AgentIdentityId,
  type AgentIdentityQueries,
  type AgentIdentityStore,
  err,
  type OrganizationId,
  ok,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type RowTypes, type Tables, type WritableTables } from '../memory-database.ts'

type Row = RowTypes['agentIdentities']

const present = (tables: Tables, organizationId: OrganizationId): readonly Row[] =>
  tables.agentIdentities.of(organizationId).filter(({ removedAt }) => removedAt === null)

const withId = (tables: Tables, organizationId: OrganizationId, id: AgentIdentityId): Row | null =>
  present(tables, organizationId).find(({ identity }) => identity.id === id) ?? null

const withHandle = (tables: Tables, organizationId: OrganizationId, handle: string): AgentIdentity | null =>
  present(tables, organizationId).find(({ identity }) => identity.handle === handle)?.identity ?? null

/** Of whatever organization. */
export const everywhereWithHandle = (tables: Tables, handle: string): AgentIdentity | null =>
  tables.agentIdentities
    .everywhere()
    .find(({ identity, removedAt }) => removedAt === null && identity.handle === handle)?.identity ?? null

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
    find: async (id) => withId(tables, organizationId, id)?.identity ?? null,
    // Transactions run one after the other: nobody else can hold it.
    lock: async (id) => withId(tables, organizationId, id)?.identity ?? null,
    findByNumber: async (number) => withNumber(tables, organizationId, number),
    findByHandle: async (handle) => withHandle(tables, organizationId, handle),
    findByInbox: async (inboxId) =>
      present(tables, organizationId).find(({ identity }) => identity.inboxId === inboxId)?.identity ?? null,
    count: async () => present(tables, organizationId).length,
    insert: async (draft, { signingSecret, credentials }) => {
      const { handle } = draft
      if (everywhereWithHandle(tables, handle)) return err({ code: 'agent-identity/handle-taken', handle })
      const identity = { ...draft, number: nextNumber(tables, organizationId, 'agent_identity') }
      tables.agentIdentities.insert(organizationId, draft.id, {
        identity,
        signingSecret,
        signingKey: null,
        removedAt: null,
      })
      for (const credential of credentials)
        tables.credentials.insert(organizationId, credential.digest, credential)
      return ok(identity)
    },
    update: async (identity) => {
      const { id, handle } = identity
      const other = everywhereWithHandle(tables, handle)
      if (other && other.id !== id) return err({ code: 'agent-identity/handle-taken', handle })
      const before = withId(tables, organizationId, id)
      if (before) change(id, { identity: { ...identity, number: before.identity.number } })
      return ok(null)
    },
    signingSecret: async (id) => withId(tables, organizationId, id)?.signingSecret ?? null,
    setSigningSecret: async (id, signingSecret) => change(id, { signingSecret }),
    signingKey: async (id) => withId(tables, organizationId, id)?.signingKey ?? null,
    setSigningKey: async (id, signingKey) => change(id, { signingKey }),
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
  findByHandle: async (organizationId, handle) => withHandle(tables, organizationId, handle),
  findByInbox: async (organizationId, inboxId) =>
    present(tables, organizationId).find(({ identity }) => identity.inboxId === inboxId)?.identity ?? null,
  signingSecrets: async (organizationId, ids) =>
    new Map(
      present(tables, organizationId)
        .filter(({ identity }) => ids.includes(identity.id))
        .map(({ identity, signingSecret }) => [identity.id, signingSecret]),
    ),
  signingKeys: async (organizationId, ids) =>
    new Map(
      present(tables, organizationId).flatMap(({ identity: { id }, signingKey }) =>
        signingKey && ids.includes(id) ? [[id, signingKey] as const] : [],
      ),
    ),
})
