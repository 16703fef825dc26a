import type { Member } from '../access/index.ts'
import type { OrganizationId, TeamId } from '../kernel/index.ts'
import type { Team } from './team.ts'

/** Port. Answers questions about teams. */
export interface TeamQueries {
  /** Every team by name, at most 1,000. */
  readonly list: (organizationId: OrganizationId) => Promise<readonly Team[]>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<Team | null>
  /** The members of a team by lower-cased name, at most 1,000. */
  readonly members: (organizationId: OrganizationId, id: TeamId) => Promise<readonly Member[]>
}
