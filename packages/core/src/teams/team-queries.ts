import type { AgentIdentityRef, Member } from '../access/index.ts'
import type { OrganizationId, TeamId } from '../kernel/index.ts'
import type { Team } from './team.ts'

/** Who belongs to a team, and what is shared with it. */
export interface TeamCompany {
  readonly teamId: TeamId
  readonly members: number
  /** In the order of their numbers. */
  readonly sharedAgentIdentities: readonly AgentIdentityRef[]
}

/** Port. Answers questions about teams. */
export interface TeamQueries {
  /** Every team by name, at most 1,000. */
  readonly list: (organizationId: OrganizationId) => Promise<readonly Team[]>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<Team | null>
  readonly find: (organizationId: OrganizationId, id: TeamId) => Promise<Team | null>
  /** How many members the teams have, and which agent identities are shared with them; in the order of `ids`. */
  readonly company: (
    organizationId: OrganizationId,
    ids: readonly TeamId[],
  ) => Promise<readonly TeamCompany[]>
  /** The members of a team by lower-cased name, at most 1,000. */
  readonly members: (organizationId: OrganizationId, id: TeamId) => Promise<readonly Member[]>
}
