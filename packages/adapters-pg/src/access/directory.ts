import {
  type ApiKeyId,
  type Directory,
  type Identified,
  type IdentifiedKey,
  type InboxId,
  type NewOrganization,
  type Organization,
  type OrganizationId,
  ok,
  type TeamId,
} from '@parlance/core'
import type { Pool } from 'pg'
import { withConnection } from '../kernel/connection.ts'
import type { Database, Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { prefixed, unprefix, unprefixOrNull } from '../kernel/prefixed.ts'
import { rollingBack } from '../kernel/rolling-back.ts'
import { statement } from '../kernel/statement.ts'
import { AGENT_IDENTITY_COLUMNS, type AgentIdentityRow, toAgentIdentity } from './agent-identity-rows.ts'
import { API_KEY_COLUMNS, type ApiKeyRow, toApiKey } from './api-key-rows.ts'
import { insertApiKeys } from './api-key-store.ts'
import { MEMBER_COLUMNS, type MemberRow, toMember } from './member-rows.ts'
import { createMemberStore } from './member-store.ts'
import { MEMBERSHIPS } from './memberships.ts'
import {
  fromCredential,
  ORGANIZATION_COLUMNS,
  type OrganizationRow,
  toOrganization,
} from './organization-rows.ts'

interface DirectoryParts {
  readonly db: Database
  readonly pool: Pool
}

/** The lookup tables that lead to an organization. */
export const createDirectory = ({ db, pool }: DirectoryParts): Directory => ({
  identify: (digest) => identify({ db, pool }, digest),
  apiKey: (id) => apiKey({ db, pool }, id),
  organizationByNumber: async (number) => {
    const place = await places(db).where('number', '=', number).executeTakeFirst()
    return place ? organizationAt(db, place.organization_id) : null
  },
  organization: (id) => organizationAt(db, id),
  anyOrganization: async () => {
    const place = await places(db).orderBy('number').limit(1).executeTakeFirst()
    return place ? organizationAt(db, place.organization_id) : null
  },
  inboxByIdentifier: async (identifier) => {
    const row = await db.outside
      .selectFrom('inbox_identifiers')
      .select(['organization_id', 'inbox_id'])
      .where('identifier', '=', identifier)
      .executeTakeFirst()
    return row ? { organizationId: row.organization_id, inboxId: row.inbox_id } : null
  },
  agentIdentityByHandle: async (handle) => {
    const place = await db.outside
      .selectFrom('agent_handles')
      .select(['organization_id', 'agent_identity_id'])
      .where('handle', '=', handle)
      .executeTakeFirst()
    if (!place) return null
    const row = await db
      .of(place.organization_id)
      .selectFrom('agent_identities')
      .select(AGENT_IDENTITY_COLUMNS)
      .where('organization_id', '=', place.organization_id)
      .where('id', '=', place.agent_identity_id)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  createOrganization: (draft) =>
    rollingBack(db.of(draft.organization.id), async (tx) => {
      const organization = await insertOrganization(tx, draft.organization)
      const secrets = { memberId: draft.owner.id, passwordHash: draft.ownerPasswordHash, credentials: [] }
      const owner = await createMemberStore(tx, organization.id).insert(draft.owner, secrets)
      if (!owner.ok) return owner
      if (draft.credentials.length > 0) {
        await tx.insertInto('credentials').values(draft.credentials.map(fromCredential)).execute()
      }
      await insertApiKeys(tx, draft.apiKeys)
      return ok({ organization, owner: owner.value })
    }),
})

const places = (db: Database) => db.outside.selectFrom('account_numbers').select('organization_id')

const organizationAt = async (db: Database, id: OrganizationId): Promise<Organization | null> => {
  const row = await db
    .of(id)
    .selectFrom('organizations')
    .selectAll()
    .where('organization_id', '=', id)
    .executeTakeFirst()
  return row ? toOrganization(row) : null
}

const insertOrganization = async (
  tx: Executor,
  draft: NewOrganization['organization'],
): Promise<Organization> => {
  const { number } = await tx
    .insertInto('account_numbers')
    .values({ organization_id: draft.id })
    .returning('number')
    .executeTakeFirstOrThrow()
  const organization = { ...draft, number }
  await tx
    .insertInto('organizations')
    .values({
      organization_id: organization.id,
      number,
      name: organization.name,
      status: organization.status,
      locale: organization.locale,
      created_at: toIso(organization.createdAt),
    })
    .execute()
  await tx.insertInto('organization_counters').values({ organization_id: organization.id }).execute()
  return organization
}

interface IdentifiedRow {
  readonly kind: Identified['kind']
  readonly inbox_ids: readonly InboxId[]
  readonly team_ids: readonly TeamId[]
}

/** Who has the credential, as its organization knows them. */
const IDENTIFY = statement<IdentifiedRow & Record<string, unknown>>(
  'identify',
  `select credentials.kind,
     ${prefixed('organization', ORGANIZATION_COLUMNS)},
     ${prefixed('member', MEMBER_COLUMNS)},
     ${prefixed('identity', AGENT_IDENTITY_COLUMNS)},
     ${MEMBERSHIPS}
   from credentials
   join organizations as organization on organization.organization_id = credentials.organization_id
   left join members as member
     on member.organization_id = credentials.organization_id and member.id = credentials.member_id
   left join agent_identities as identity
     on identity.organization_id = credentials.organization_id and identity.id = credentials.agent_identity_id
   where credentials.digest = $1 and credentials.organization_id = $2
     and (credentials.member_id is null or (member.removed_at is null and member.disabled_at is null))`,
)

const API_KEY = statement<{ readonly digest: string } & Record<string, unknown>>(
  'api_key_by_id',
  `select key.digest,
     ${prefixed('organization', ORGANIZATION_COLUMNS)},
     ${prefixed('key', API_KEY_COLUMNS)},
     ${prefixed('identity', AGENT_IDENTITY_COLUMNS)}
   from api_keys as key
   join organizations as organization on organization.organization_id = key.organization_id
   left join agent_identities as identity
     on identity.organization_id = key.organization_id and identity.id = key.agent_identity_id
     and identity.removed_at is null
   left join members as maker
     on maker.organization_id = key.organization_id and maker.id = key.created_by_id
     and maker.removed_at is null and maker.disabled_at is null
   where key.organization_id = $1 and key.id = $2
     and (key.agent_identity_id is null or identity.id is not null)
     and (key.created_by_type <> 'member' or maker.id is not null)`,
)

const organizationIn = unprefix<OrganizationRow>('organization', ORGANIZATION_COLUMNS)
const memberIn = unprefixOrNull<MemberRow>('member', MEMBER_COLUMNS)
const keyIn = unprefix<ApiKeyRow>('key', API_KEY_COLUMNS)
const identityIn = unprefixOrNull<AgentIdentityRow>('identity', AGENT_IDENTITY_COLUMNS)

const identify = async ({ db, pool }: DirectoryParts, digest: string): Promise<Identified | null> => {
  const place = await db.outside
    .selectFrom('credentials')
    .select('organization_id')
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (!place) return null
  const id = place.organization_id
  const [row] = await withConnection(pool, id, ({ run }) => run(IDENTIFY, [digest, id]))
  if (!row) return null
  const member = memberIn(row)
  const identity = identityIn(row)
  return {
    kind: row.kind,
    organization: toOrganization(organizationIn(row)),
    member: member && { member: toMember(member), inboxIds: row.inbox_ids, teamIds: row.team_ids },
    agentIdentity: identity && toAgentIdentity(identity),
  }
}

const apiKey = async ({ db, pool }: DirectoryParts, id: ApiKeyId): Promise<IdentifiedKey | null> => {
  const place = await db.outside
    .selectFrom('api_key_ids')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!place) return null
  const organizationId = place.organization_id
  const [row] = await withConnection(pool, organizationId, ({ run }) => run(API_KEY, [organizationId, id]))
  if (!row) return null
  const identity = identityIn(row)
  return {
    key: toApiKey(keyIn(row)),
    digest: row.digest,
    organization: toOrganization(organizationIn(row)),
    agentIdentity: identity && toAgentIdentity(identity),
  }
}
