import type { OrganizationId, TeamStore } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { unlessTaken } from '../kernel/unless-taken.ts'
import { fromTeam, settingsOf, toTeam } from './team-rows.ts'

/** The organization's teams in one transaction. */
export const createTeamStore = (db: Executor, organizationId: OrganizationId): TeamStore => ({
  findByNumber: async (number) => {
    const row = await db
      .selectFrom('teams')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? toTeam(row) : null
  },
  find: async (id) => {
    const row = await db
      .selectFrom('teams')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toTeam(row) : null
  },
  count: async () => {
    const { count } = await db
      .selectFrom('teams')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (team) => {
    const row = await db
      .insertInto('teams')
      .values({ ...fromTeam(team), organization_id: organizationId })
      .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
      .returningAll()
      .executeTakeFirst()
    return row ? toTeam(row) : null
  },
  update: (team) =>
    unlessTaken(db, () =>
      db
        .updateTable('teams')
        .set(settingsOf(team))
        .where('organization_id', '=', organizationId)
        .where('id', '=', team.id)
        .execute(),
    ),
  ...createRemoval(db, organizationId),
  ...createMembership(db, organizationId),
  ...createSharing(db, organizationId),
})

const createRemoval = (
  db: Executor,
  organizationId: OrganizationId,
): Pick<TeamStore, 'leaveConversations' | 'remove'> => ({
  leaveConversations: async (id, limit) => {
    // Locked in the order in which conversations are always locked.
    const { rows } = await sql`
      with leaving as (
        select conversations.id from conversations
        where conversations.organization_id = ${organizationId} and conversations.team_id = ${id}
        order by conversations.id
        limit ${limit}
        for no key update
      )
      update conversations set team_id = null
      from leaving
      where conversations.organization_id = ${organizationId} and conversations.id = leaving.id
      returning conversations.id`.execute(db)
    return rows.length
  },
  remove: async (id) => {
    await db.deleteFrom('teams').where('organization_id', '=', organizationId).where('id', '=', id).execute()
  },
})

const createMembership = (
  db: Executor,
  organizationId: OrganizationId,
): Pick<TeamStore, 'addMembers' | 'removeMembers' | 'memberIds'> => ({
  addMembers: async (id, members) => {
    await sql`
      insert into team_members (organization_id, team_id, member_id)
      select ${organizationId}::uuid, ${id}::uuid, member_id
      from unnest(${[...members]}::uuid[]) as added (member_id)
      on conflict do nothing`.execute(db)
  },
  removeMembers: async (id, members) => {
    if (members.length === 0) return
    await db
      .deleteFrom('team_members')
      .where('organization_id', '=', organizationId)
      .where('team_id', '=', id)
      .where('member_id', 'in', members)
      .execute()
  },
  memberIds: async (id) => {
    const rows = await db
      .selectFrom('team_members')
      .select('member_id')
      .where('organization_id', '=', organizationId)
      .where('team_id', '=', id)
      .orderBy('member_id')
      .execute()
    return rows.map(({ member_id }) => member_id)
  },
})

const createSharing = (
  db: Executor,
  organizationId: OrganizationId,
): Pick<TeamStore, 'shareAgentIdentity' | 'withdrawAgentIdentity'> => ({
  shareAgentIdentity: async (id, agentIdentityId) => {
    const rows = await db
      .insertInto('team_agent_identities')
      .values({ organization_id: organizationId, team_id: id, agent_identity_id: agentIdentityId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('team_id')
      .execute()
    return rows.length > 0
  },
  withdrawAgentIdentity: async (id, agentIdentityId) => {
    const rows = await db
      .deleteFrom('team_agent_identities')
      .where('organization_id', '=', organizationId)
      .where('team_id', '=', id)
      .where('agent_identity_id', '=', agentIdentityId)
      .returning('team_id')
      .execute()
    return rows.length > 0
  },
})
