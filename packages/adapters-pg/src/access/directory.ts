import {
  type Directory,
  type Identified,
  type InboxId,
  type NewOrganization,
  type Organization,
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
import { MEMBER_COLUMNS, type MemberRow, toMember } from './member-rows.ts'
import { createMemberStore } from './member-store.ts'
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
  identify: (digest) => identify(pool, digest),
  organizationByNumber: async (number) => {
    const row = await organizations(db)
      .innerJoin('account_numbers', 'account_numbers.organization_id', 'organizations.organization_id')
      .where('account_numbers.number', '=', number)
      .executeTakeFirst()
    return row ? toOrganization(row) : null
  },
  organization: async (id) => {
    const row = await organizations(db).where('organizations.organization_id', '=', id).executeTakeFirst()
    return row ? toOrganization(row) : null
  },
  anyOrganization: async () => {
    const row = await organizations(db)
      .innerJoin('account_numbers', 'account_numbers.organization_id', 'organizations.organization_id')
      .orderBy('account_numbers.number')
      .limit(1)
      .executeTakeFirst()
    return row ? toOrganization(row) : null
  },
  inboxByIdentifier: async (identifier) => {
    const row = await db
      .selectFrom('inbox_identifiers')
      .select(['organization_id', 'inbox_id'])
      .where('identifier', '=', identifier)
      .executeTakeFirst()
    return row ? { organizationId: row.organization_id, inboxId: row.inbox_id } : null
  },
  agentIdentityByHandle: async (handle) => {
    const row = await db
      .selectFrom('agent_handles')
      .innerJoin('agent_identities', (join) =>
        join
          .onRef('agent_identities.organization_id', '=', 'agent_handles.organization_id')
          .onRef('agent_identities.id', '=', 'agent_handles.agent_identity_id'),
      )
      .select(AGENT_IDENTITY_COLUMNS.map((column) => `agent_identities.${column}` as const))
      .where('agent_handles.handle', '=', handle)
      .executeTakeFirst()
    return row ? toAgentIdentity(row) : null
  },
  createOrganization: (draft) =>
    rollingBack(db, async (tx) => {
      const organization = await insertOrganization(tx, draft.organization)
      const secrets = { memberId: draft.owner.id, passwordHash: draft.ownerPasswordHash, credentials: [] }
      const owner = await createMemberStore(tx, organization.id).insert(draft.owner, secrets)
      if (!owner.ok) return owner
      if (draft.credentials.length > 0) {
        await tx.insertInto('credentials').values(draft.credentials.map(fromCredential)).execute()
      }
      return ok({ organization, owner: owner.value })
    }),
})

const organizations = (db: Executor) => db.selectFrom('organizations').selectAll('organizations')

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

/** Every request begins with it, so it is one statement, and prepared. */
const IDENTIFY = statement<IdentifiedRow & Record<string, unknown>>(
  'identify',
  `select credentials.kind,
     ${prefixed('organization', ORGANIZATION_COLUMNS)},
     ${prefixed('member', MEMBER_COLUMNS)},
     ${prefixed('identity', AGENT_IDENTITY_COLUMNS)},
     array(
       select inbox_id from inbox_members
       where inbox_members.organization_id = credentials.organization_id
         and inbox_members.member_id = credentials.member_id
       order by inbox_id
     ) as inbox_ids,
     array(
       select team_id from team_members
       where team_members.organization_id = credentials.organization_id
         and team_members.member_id = credentials.member_id
       order by team_id
     ) as team_ids
   from credentials
   join organizations as organization on organization.organization_id = credentials.organization_id
   left join members as member
     on member.organization_id = credentials.organization_id and member.id = credentials.member_id
   left join agent_identities as identity
     on identity.organization_id = credentials.organization_id and identity.id = credentials.agent_identity_id
   where credentials.digest = $1`,
)

const organizationIn = unprefix<OrganizationRow>('organization', ORGANIZATION_COLUMNS)
const memberIn = unprefixOrNull<MemberRow>('member', MEMBER_COLUMNS)
const identityIn = unprefixOrNull<AgentIdentityRow>('identity', AGENT_IDENTITY_COLUMNS)

const identify = async (pool: Pool, digest: string): Promise<Identified | null> => {
  const [row] = await withConnection(pool, ({ run }) => run(IDENTIFY, [digest]))
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
