import {
  type AgentIdentityId,
  type AgentIdentityRef,
  type MemberId,
  type OrganizationId,
  refOfAgentIdentity,
  type Team,
  type TeamId,
  type TeamQueries,
  type TeamStore,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const withNumber = (tables: Tables, organizationId: OrganizationId, number: number): Team | null =>
  tables.teams.of(organizationId).find((team) => team.number === number) ?? null

const membershipKey = (teamId: TeamId, memberId: MemberId) => `${teamId} ${memberId}`

const memberIdsOf = (tables: Tables, organizationId: OrganizationId, id: TeamId): readonly MemberId[] =>
  tables.teamMembers
    .of(organizationId)
    .filter(({ teamId }) => teamId === id)
    .map(({ memberId }) => memberId)

const shareKey = (teamId: TeamId, agentIdentityId: AgentIdentityId) => `${teamId} ${agentIdentityId}`

const sharedWith = (
  tables: Tables,
  organizationId: OrganizationId,
  id: TeamId,
): readonly AgentIdentityRef[] =>
  tables.teamAgentIdentities
    .of(organizationId)
    .filter(({ teamId }) => teamId === id)
    .flatMap(({ agentIdentityId }) => {
      const row = tables.agentIdentities.get(organizationId, agentIdentityId)
      return row?.removedAt === null ? refOfAgentIdentity(row.identity) : []
    })
    .toSorted(by(({ number }) => number))

export const memoryTeamStore = (tables: WritableTables, organizationId: OrganizationId): TeamStore => {
  const nameTaken = ({ id, name }: Pick<Team, 'id' | 'name'>) =>
    tables.teams.of(organizationId).some((team) => team.name === name && team.id !== id)
  const leaveConversations = (id: TeamId, limit: number) => {
    const left = tables.conversations
      .of(organizationId)
      .filter(({ teamId }) => teamId === id)
      .slice(0, limit)
    for (const row of left)
      tables.conversations.put(organizationId, row.conversation.id, { ...row, teamId: null })
    return left.length
  }
  return {
    findByNumber: async (number) => withNumber(tables, organizationId, number),
    find: async (id) => tables.teams.get(organizationId, id) ?? null,
    count: async () => tables.teams.of(organizationId).length,
    insert: async (draft) => {
      if (nameTaken(draft)) return null
      const team: Team = { ...draft, number: nextNumber(tables, organizationId, 'team') }
      tables.teams.insert(organizationId, team.id, team)
      return team
    },
    update: async (team) => {
      if (nameTaken(team)) return false
      const before = tables.teams.get(organizationId, team.id)
      if (before) tables.teams.put(organizationId, team.id, { ...team, number: before.number })
      return true
    },
    leaveConversations: async (id, limit) => leaveConversations(id, limit),
    remove: async (id) => {
      leaveConversations(id, Number.MAX_SAFE_INTEGER)
      for (const memberId of memberIdsOf(tables, organizationId, id))
        tables.teamMembers.remove(organizationId, membershipKey(id, memberId))
      for (const { teamId, agentIdentityId } of tables.teamAgentIdentities.of(organizationId))
        if (teamId === id) tables.teamAgentIdentities.remove(organizationId, shareKey(id, agentIdentityId))
      for (const { invitation } of tables.invitations.of(organizationId))
        if (invitation.teamId === id) tables.invitations.remove(organizationId, invitation.id)
      tables.teams.remove(organizationId, id)
    },
    addMembers: async (id, members) => {
      if (!tables.teams.get(organizationId, id)) throw new Error('There is no such team')
      for (const memberId of members) {
        if (!tables.members.get(organizationId, memberId)) throw new Error('There is no such member')
        tables.teamMembers.put(organizationId, membershipKey(id, memberId), { teamId: id, memberId })
      }
    },
    removeMembers: async (id, members) => {
      for (const memberId of members) tables.teamMembers.remove(organizationId, membershipKey(id, memberId))
    },
    memberIds: async (id) => memberIdsOf(tables, organizationId, id),
    shareAgentIdentity: async (teamId, agentIdentityId) => {
      const key = shareKey(teamId, agentIdentityId)
      if (tables.teamAgentIdentities.get(organizationId, key)) return false
      tables.teamAgentIdentities.insert(organizationId, key, { teamId, agentIdentityId })
      return true
    },
    withdrawAgentIdentity: async (teamId, agentIdentityId) => {
      const key = shareKey(teamId, agentIdentityId)
      if (!tables.teamAgentIdentities.get(organizationId, key)) return false
      tables.teamAgentIdentities.remove(organizationId, key)
      return true
    },
  }
}

export const memoryTeamQueries = (tables: Tables): TeamQueries => ({
  list: async (organizationId) =>
    tables.teams
      .of(organizationId)
      .toSorted(by(({ name }) => name))
      .slice(0, 1_000),
  findByNumber: async (organizationId, number) => withNumber(tables, organizationId, number),
  find: async (organizationId, id) => tables.teams.get(organizationId, id) ?? null,
  company: async (organizationId, ids) =>
    ids.map((teamId) => ({
      teamId,
      members: memberIdsOf(tables, organizationId, teamId).length,
      sharedAgentIdentities: sharedWith(tables, organizationId, teamId),
    })),
  members: async (organizationId, id) =>
    memberIdsOf(tables, organizationId, id)
      .flatMap((memberId) => tables.members.get(organizationId, memberId)?.member ?? [])
      .toSorted(
        inOrder(
          by(({ name }) => name.toLowerCase()),
          by(({ number }) => number),
        ),
      )
      .slice(0, 1_000),
})
