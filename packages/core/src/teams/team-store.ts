import type { AgentIdentityId, MemberId, TeamId } from '../kernel/index.ts'
import type { NewTeam, Team } from './team.ts'

/** Port. The teams of the organization that the unit of work is bound to, and who belongs to them. */
export interface TeamStore {
  readonly findByNumber: (number: number) => Promise<Team | null>
  readonly find: (id: TeamId) => Promise<Team | null>
  readonly count: () => Promise<number>
  /** Keeps and numbers a team; null when another one has the name. Of two at the same moment, one is kept. */
  readonly insert: (team: NewTeam) => Promise<Team | null>
  /** Replaces everything but the number; false, and nothing is changed, when another team has the name. */
  readonly update: (team: Team) => Promise<boolean>
  /** Takes the team from at most `limit` of the conversations that are left to it, and tells from how many. */
  readonly leaveConversations: (id: TeamId, limit: number) => Promise<number>
  /** Removes the team, takes it from the conversations that are left to it, and lets its members go. */
  readonly remove: (id: TeamId) => Promise<void>
  /** Adds those that are not members of the team yet. */
  readonly addMembers: (id: TeamId, members: readonly MemberId[]) => Promise<void>
  /** Removes those that are; the others are ignored. */
  readonly removeMembers: (id: TeamId, members: readonly MemberId[]) => Promise<void>
  readonly memberIds: (id: TeamId) => Promise<readonly MemberId[]>
  /** Shares an agent identity with the team: false when it was shared already. */
  readonly shareAgentIdentity: (id: TeamId, agentIdentityId: AgentIdentityId) => Promise<boolean>
  /** Shares it no longer: false when it was not shared. */
  readonly withdrawAgentIdentity: (id: TeamId, agentIdentityId: AgentIdentityId) => Promise<boolean>
}
