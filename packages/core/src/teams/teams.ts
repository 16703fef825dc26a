import { type Forbidden, type Member, type MemberPrincipal, permit } from '../access/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import { type ChangeTeamPorts, createTeam, removeTeam, updateTeam } from './change-team.ts'
import type { Team } from './team.ts'
import type { TeamNotFound } from './team-errors.ts'
import { being, changeTeamMembers, joining, leaving } from './team-members.ts'
import type { TeamQueries } from './team-queries.ts'

export type TeamsPorts = ChangeTeamPorts & { readonly teamQueries: TeamQueries }

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
  }
}
