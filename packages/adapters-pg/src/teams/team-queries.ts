import type { AgentIdentityRef, OrganizationId, TeamCompany, TeamId, TeamQueries } from '@parlance/core'
import { sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Database } from '../kernel/database.ts'
import { listed } from '../kernel/recordset.ts'
import { toTeam } from './team-rows.ts'

const LIMIT = 1_000
const MEMBER = sql.raw(listed(MEMBER_COLUMNS.map((column) => `members.${column}`)))

/** Answers questions about teams from the database. */
export const createTeamQueries = (db: Database): TeamQueries => ({
  list: async (organizationId) => {
    const rows = await teams(db, organizationId).orderBy(sql`name collate "C"`).limit(LIMIT).execute()
    return rows.map(toTeam)
  },
  findByNumber: async (organizationId, number) => {
    const row = await teams(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toTeam(row) : null
  },
  find: async (organizationId, id) => {
    const row = await teams(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toTeam(row) : null
  },
  company: (organizationId, ids) => companyOf(db, organizationId, ids),
  members: async (organizationId, id) => {
    const { rows } = await sql<MemberRow>`
      select ${MEMBER}
      from team_members
      join members
        on members.organization_id = team_members.organization_id and members.id = team_members.member_id
      where team_members.organization_id = ${organizationId} and team_members.team_id = ${id}
      order by lower(members.name), members.number
      limit ${LIMIT}`.execute(db.of(organizationId))
    return rows.map(toMember)
  },
})

const teams = (db: Database, organizationId: OrganizationId) =>
  db.of(organizationId).selectFrom('teams').selectAll().where('organization_id', '=', organizationId)

type SharedRow = AgentIdentityRef & { readonly team_id: TeamId }

const companyOf = async (
  db: Database,
  organizationId: OrganizationId,
  ids: readonly TeamId[],
): Promise<readonly TeamCompany[]> => {
  if (ids.length === 0) return []
  const counts = await db
    .of(organizationId)
    .selectFrom('team_members')
    .select(['team_id', ({ fn }) => fn.countAll<number>().as('members')])
    .where('organization_id', '=', organizationId)
    .where('team_id', 'in', ids)
    .groupBy('team_id')
    .execute()
  const { rows: shared } = await sql<SharedRow>`
    select shared.team_id, identity.id, identity.number, identity.name
    from team_agent_identities as shared
    join agent_identities as identity
      on identity.organization_id = shared.organization_id and identity.id = shared.agent_identity_id
    where shared.organization_id = ${organizationId} and shared.team_id = any(${[...ids]}::uuid[])
      and identity.removed_at is null
    order by identity.number`.execute(db.of(organizationId))
  const membersOf = new Map(counts.map(({ team_id, members }) => [team_id, members]))
  const sharedWith = Map.groupBy(shared, ({ team_id }) => team_id)
  return ids.map((teamId) => ({
    teamId,
    members: membersOf.get(teamId) ?? 0,
    sharedAgentIdentities: (sharedWith.get(teamId) ?? []).map(({ id, number, name }) => ({
      id,
      number,
      name,
    })),
  }))
}
