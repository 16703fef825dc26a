import type { OrganizationId, TeamId, Timestamp } from '../kernel/index.ts'

/** Members who answer together, whatever the inbox. */
export interface Team {
  readonly id: TeamId
  readonly organizationId: OrganizationId
  readonly number: number
  /** Lower-case; unique in the organization. */
  readonly name: string
  readonly description: string | null
  /** True: a conversation that is left to the team is given to one of its members who takes work. */
  readonly allowAutoAssign: boolean
  readonly icon: string | null
  readonly iconColor: string | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A team before the store has numbered it. */
export type NewTeam = Omit<Team, 'number'>
