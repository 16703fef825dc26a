import {
  type AgentIdentityRef,
  type Forbidden,
  type Member,
  permit,
  type StaffPrincipal,
} from '../access/index.ts'
import { err, type OrganizationId, ok, type Result, type TeamId } from '../kernel/index.ts'
import type { Team } from './team.ts'
import type { TeamNotFound } from './team-errors.ts'
import type { TeamQueries } from './team-queries.ts'

/** A team with who belongs to it and what is shared with it. */
export interface TeamInCompany {
  readonly team: Team
  readonly members: number
  readonly sharedAgentIdentities: readonly AgentIdentityRef[]
}

interface DirectoryPorts {
  readonly teamQueries: TeamQueries
}

const accompanied = async (
  { teamQueries }: DirectoryPorts,
  organizationId: OrganizationId,
  teams: readonly Team[],
): Promise<readonly TeamInCompany[]> => {
  const ids = teams.map(({ id }) => id)
  const company = new Map((await teamQueries.company(organizationId, ids)).map((one) => [one.teamId, one]))
  return teams.map((team) => ({
    team,
    members: company.get(team.id)?.members ?? 0,
    sharedAgentIdentities: company.get(team.id)?.sharedAgentIdentities ?? [],
  }))
}

/** Part of the teams by name, with how many there are in all. */
export const listInCompany =
  (ports: DirectoryPorts) =>
  async (
    principal: StaffPrincipal,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<Result<{ readonly items: readonly TeamInCompany[]; readonly total: number }, Forbidden>> => {
    const permitted = permit(principal, 'teams:read')
    if (!permitted.ok) return permitted
    const all = await ports.teamQueries.list(principal.organizationId)
    const items = await accompanied(ports, principal.organizationId, all.slice(offset, offset + limit))
    return ok({ items, total: all.length })
  }

/** One team by its id. */
export const getInCompany =
  (ports: DirectoryPorts) =>
  async (principal: StaffPrincipal, id: TeamId): Promise<Result<TeamInCompany, Forbidden | TeamNotFound>> => {
    const permitted = permit(principal, 'teams:read')
    if (!permitted.ok) return permitted
    const team = await ports.teamQueries.find(principal.organizationId, id)
    const [found] = team ? await accompanied(ports, principal.organizationId, [team]) : []
    return found ? ok(found) : err({ code: 'team/not-found' })
  }

/** The members of a team by name. */
export const membersById =
  ({ teamQueries }: DirectoryPorts) =>
  async (
    principal: StaffPrincipal,
    id: TeamId,
  ): Promise<Result<readonly Member[], Forbidden | TeamNotFound>> => {
    const permitted = permit(principal, 'teams:read')
    if (!permitted.ok) return permitted
    const team = await teamQueries.find(principal.organizationId, id)
    return team
      ? ok(await teamQueries.members(principal.organizationId, id))
      : err({ code: 'team/not-found' })
  }
