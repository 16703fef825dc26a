import type { InvitationId, OrganizationId, TeamId, Timestamp } from '../kernel/index.ts'
import type { Invitation, InvitationState } from './invitation.ts'

/** Port. The invitations of the organization that the unit of work is bound to. */
export interface InvitationStore {
  /** Keeps an invitation under the digest of what accepts it. */
  readonly insert: (invitation: Invitation, digest: string) => Promise<void>
  /** How many were made since then, whatever became of them. */
  readonly countSince: (at: Timestamp) => Promise<number>
  /** A pending one, locked until the transaction ends; it may be too old. */
  readonly findPending: (digest: string) => Promise<Invitation | null>
  readonly find: (id: InvitationId) => Promise<Invitation | null>
  /** What became of a pending one; false when it is pending no longer. */
  readonly settle: (id: InvitationId, state: Exclude<InvitationState, 'pending'>) => Promise<boolean>
  /** The pending ones of this person to this team are `replaced`; others who do the same wait until the transaction ends. */
  readonly replace: (teamId: TeamId, email: string) => Promise<void>
  /** Removes at most `limit` that were made before then. */
  readonly forget: (before: Timestamp, limit: number) => Promise<void>
}

/** Port. Answers questions about invitations. */
export interface InvitationQueries {
  /** A team's pending invitations that can be accepted after `now`, the newest first, at most 1,000. */
  readonly pending: (
    organizationId: OrganizationId,
    teamId: TeamId,
    now: Timestamp,
  ) => Promise<readonly Invitation[]>
}
