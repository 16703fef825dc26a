import {
  type AgentIdentity,
  type AgentIdentityId,
  type AgentIdentityStore,
  type Credential,
  err,
  type OrganizationId,
  ok,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { AGENT_IDENTITY_COLUMNS, settingsOf, toAgentIdentity, toSigningKey } from './agent-identity-rows.ts'
import { fromCredential } from './organization-rows.ts'

/** The organization's agent identities in one transaction. */
export const createAgentIdentityStore = (
  db: Executor,
  organizationId: OrganizationId,
): AgentIdentityStore => ({
  find: (id) => findIn(db, organizationId, { column: 'id', value: id }),
  lock: async (id) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  findByNumber: (number) => findIn(db, organizationId, { column: 'number', value: number }),
  findByHandle: (handle) => findIn(db, organizationId, { column: 'handle', value: handle }),
  findByInbox: (inboxId) => findIn(db, organizationId, { column: 'inbox_id', value: inboxId }),
  count: async () => {
    const { count } = await present(db, organizationId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (draft, { signingSecret, credentials }) => {
    const { handle } = draft
    if (!(await takeHandle(db, { ...draft, organizationId })))
      return err({ code: 'agent-identity/handle-taken', handle })
    const row = await db
      .insertInto('agent_identities')
      .values({
        ...settingsOf(draft),
        organization_id: organizationId,
        id: draft.id,
        signing_secret: signingSecret,
        created_at: toIso(draft.createdAt),
      })
      .returning(AGENT_IDENTITY_COLUMNS)
      .executeTakeFirstOrThrow()
    await insertCredentials(db, credentials)
    return ok(toAgentIdentity(row))
  },
  update: (identity) => update(db, organizationId, identity),
  signingSecret: async (id) => {
    const row = await present(db, organizationId)
      .select('signing_secret')
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.signing_secret ?? null
  },
  setSigningSecret: async (id, secret) => {
    await changing(db, organizationId, id).set({ signing_secret: secret }).execute()
  },
  signingKey: async (id) => {
    const row = await present(db, organizationId)
      .select(['signing_key', 'signing_key_created_at'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toSigningKey(row) : null
  },
  setSigningKey: async (id, { key, createdAt }) => {
    await changing(db, organizationId, id)
      .set({ signing_key: key, signing_key_created_at: toIso(createdAt) })
      .execute()
  },
  replaceCredentials: (id, credentials) => replaceCredentials(db, organizationId, { id, credentials }),
  remove: async (id, at) => {
    await replaceCredentials(db, organizationId, { id, credentials: [] })
    await db
      .updateTable('inboxes')
      .set({ agent_identity_id: null })
      .where('organization_id', '=', organizationId)
      .where('agent_identity_id', '=', id)
      .execute()
    const handle = await handleOf(db, organizationId, id)
    if (handle !== null) await freeHandle(db, organizationId, { id, handle })
    await changing(db, organizationId, id)
      .set({ removed_at: toIso(at) })
      .execute()
  },
})

/** The agent identities of an organization that were not removed. */
export const present = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('agent_identities')
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)

interface Wanted {
  readonly column: 'id' | 'number' | 'handle' | 'inbox_id'
  readonly value: string | number
}

/** The one whose column has the value. */
export const findIn = async (
  db: Executor,
  organizationId: OrganizationId,
  { column, value }: Wanted,
): Promise<AgentIdentity | null> => {
  const row = await present(db, organizationId)
    .select(AGENT_IDENTITY_COLUMNS)
    .where(sql.ref(column), '=', value)
    .executeTakeFirst()
  return row ? toAgentIdentity(row) : null
}

/** Of two that want a handle at the same moment, the second waits for the first, and gets false. */
const takeHandle = async (
  db: Executor,
  { handle, organizationId, id }: Pick<AgentIdentity, 'handle' | 'organizationId' | 'id'>,
): Promise<boolean> => {
  const taken = await db
    .insertInto('agent_handles')
    .values({ handle, organization_id: organizationId, agent_identity_id: id })
    .onConflict((conflict) => conflict.column('handle').doNothing())
    .returning('handle')
    .executeTakeFirst()
  return taken !== undefined
}

const freeHandle = async (
  db: Executor,
  organizationId: OrganizationId,
  { id, handle }: Pick<AgentIdentity, 'id' | 'handle'>,
): Promise<void> => {
  await db
    .deleteFrom('agent_handles')
    .where('organization_id', '=', organizationId)
    .where('agent_identity_id', '=', id)
    .where('handle', '=', handle)
    .execute()
}

const handleOf = async (
  db: Executor,
  organizationId: OrganizationId,
  id: AgentIdentityId,
): Promise<string | null> => {
  const row = await present(db, organizationId).select('handle').where('id', '=', id).executeTakeFirst()
  return row?.handle ?? null
}

const update = async (
  db: Executor,
  organizationId: OrganizationId,
  identity: AgentIdentity,
): ReturnType<AgentIdentityStore['update']> => {
  const { id, handle } = identity
  const before = await handleOf(db, organizationId, id)
  if (before !== null && before !== handle) {
    if (!(await takeHandle(db, { handle, organizationId, id })))
      return err({ code: 'agent-identity/handle-taken', handle })
    await freeHandle(db, organizationId, { id, handle: before })
  }
  await changing(db, organizationId, id).set(settingsOf(identity)).execute()
  return ok(null)
}

const changing = (db: Executor, organizationId: OrganizationId, id: AgentIdentityId) =>
  db
    .updateTable('agent_identities')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)

const insertCredentials = async (db: Executor, credentials: readonly Credential[]): Promise<void> => {
  if (credentials.length > 0)
    await db.insertInto('credentials').values(credentials.map(fromCredential)).execute()
}

const replaceCredentials = async (
  db: Executor,
  organizationId: OrganizationId,
  { id, credentials }: { readonly id: AgentIdentityId; readonly credentials: readonly Credential[] },
): Promise<void> => {
  await db
    .deleteFrom('credentials')
    .where('organization_id', '=', organizationId)
    .where('agent_identity_id', '=', id)
    .execute()
  await insertCredentials(db, credentials)
}
