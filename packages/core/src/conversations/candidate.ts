import type { Member } from '../access/index.ts'
import type { TeamId, Timestamp } from '../kernel/index.ts'
import type { ConversationState } from './conversation-state.ts'

/** A member of an inbox, as automatic assignment weighs it. */
export interface Candidate {
  readonly member: Member
  /** When a conversation of this inbox was last given to the member; null for never. */
  readonly lastAssignedAt: Timestamp | null
  /** How many open conversations of this inbox the member holds. */
  readonly held: number
  /** The teams that the member belongs to. */
  readonly teamIds: readonly TeamId[]
}

/** A conversation together with who could be given it. */
export interface TurnState extends ConversationState {
  /** The members of the inbox, at most 1,000. */
  readonly candidates: readonly Candidate[]
}
