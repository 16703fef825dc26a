import { type Forbidden, type Member, type MemberPrincipal, permit } from '../access/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { type ChangeTeamPorts, createTeam, removeTeam, updateTeam } from './change-team.ts'
import { type InvitationsPorts, listInvitations, revokeInvitation } from './invitations.ts'
import { invite } from './invite.ts'
import { leaveTeam } from './leave-team.ts'
import { type SharePorts, shareAgentIdentity } from './share-agent-identity.ts'
import type { Team } from './team.ts'
import { getInCompany, listInCompany, membersById } from './team-directory.ts'
import type { TeamNotFound } from './team-errors.ts'
import { being, changeTeamMembers, joining, leaving } from './team-members.ts'
import type { TeamQueries } from './team-queries.ts'

export type TeamsPorts = ChangeTeamPorts &
  SharePorts &
  InvitationsPorts & { readonly teamQueries: TeamQueries }

/** The teams of an organization, and who belongs to them. */
export interface Teams {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly Team[], Forbidden>>
  readonly get: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<Team, Forbidden | TeamNotFound>>
  readonly create: ReturnType<typeof createTeam>
  readonly update: ReturnType<typeof updateTeam>
  readonly remove: ReturnType<typeof removeTeam>
  readonly members: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<readonly Member[], Forbidden | TeamNotFound>>
  /** Answers those that were no members before. */
  readonly addMembers: ReturnType<typeof changeTeamMembers>
  /** Answers the members from now on. */
  readonly replaceMembers: ReturnType<typeof changeTeamMembers>
  readonly removeMembers: ReturnType<typeof changeTeamMembers>
  /** The same by ids, for the APIs that know no numbers. */
  readonly listInCompany: ReturnType<typeof listInCompany>
  readonly getInCompany: ReturnType<typeof getInCompany>
  readonly membersById: ReturnType<typeof membersById>
  readonly leave: ReturnType<typeof leaveTeam>
  readonly shareAgentIdentity: ReturnType<typeof shareAgentIdentity>
  readonly withdrawAgentIdentity: ReturnType<typeof shareAgentIdentity>
  readonly invite: ReturnType<typeof invite>
  readonly invitations: ReturnType<typeof listInvitations>
  readonly revokeInvitation: ReturnType<typeof revokeInvitation>
  readonly acceptInvitation: ReturnType<typeof acceptInvitation>
}

export const createTeams = (ports: TeamsPorts): Teams => {
  const get: Teams['get'] = async (principal, number) => {
    const permitted = permit(principal, 'teams:read')
    if (!permitted.ok) return permitted
    const team = await ports.teamQueries.findByNumber(principal.organizationId, number)
    return team ? ok(team) : err({ code: 'team/not-found' })
  }
  return {
    list: async (principal) => {
      const permitted = permit(principal, 'teams:read')
      return permitted.ok ? ok(await ports.teamQueries.list(principal.organizationId)) : permitted
    },
    get,
    create: createTeam(ports),
    update: updateTeam(ports),
    remove: removeTeam(ports),
    members: async (principal, number) => {
      const team = await get(principal, number)
      return team.ok ? ok(await ports.teamQueries.members(principal.organizationId, team.value.id)) : team
    },
    addMembers: changeTeamMembers(ports, joining),
    replaceMembers: changeTeamMembers(ports, being),
    removeMembers: changeTeamMembers(ports, leaving),
    listInCompany: listInCompany(ports),
    getInCompany: getInCompany(ports),
    membersById: membersById(ports),
    leave: leaveTeam(ports),
    shareAgentIdentity: shareAgentIdentity(ports, 'shared'),
    withdrawAgentIdentity: shareAgentIdentity(ports, 'withdrawn'),
    invite: invite(ports),
    invitations: listInvitations(ports),
    revokeInvitation: revokeInvitation(ports),
    acceptInvitation: acceptInvitation(ports),
  }
}
