import type { AgentIdentityId, AgentIdentityStore, Credential, OrganizationId } from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { AGENT_IDENTITY_COLUMNS, settingsOf, toAgentIdentity } from './agent-identity-rows.ts'
import { fromCredential } from './organization-rows.ts'

/** The organization's agent identities in one transaction. */
export const createAgentIdentityStore = (
  db: Executor,
  organizationId: OrganizationId,
): AgentIdentityStore => ({
  findByNumber: async (number) => {
    const row = await present(db, organizationId)
      .select(AGENT_IDENTITY_COLUMNS)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  count: async () => {
    const { count } = await present(db, organizationId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (draft, { signingSecret, credentials }) => {
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
    return toAgentIdentity(row)
  },
  update: async (identity) => {
    await changing(db, organizationId, identity.id).set(settingsOf(identity)).execute()
  },
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
  replaceCredentials: (id, credentials) => replaceCredentials(db, organizationId, { id, credentials }),
  remove: async (id, at) => {
    await replaceCredentials(db, organizationId, { id, credentials: [] })
    await db
      .updateTable('inboxes')
      .set({ agent_identity_id: null })
      .where('organization_id', '=', organizationId)
      .where('agent_identity_id', '=', id)
      .execute()
    await changing(db, organizationId, id)
      .set({ removed_at: toIso(at) })
      .execute()
  },
})

const present = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('agent_identities')
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)

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
