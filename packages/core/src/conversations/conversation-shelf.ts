import type { Member } from '../access/index.ts'
import type { ConversationId, MemberId, Timestamp } from '../kernel/index.ts'

/** Port. Who takes part in conversations of the organization that the unit of work is bound to, besides who holds them. */
export interface ParticipantStore {
  /** In the order in which they came, at most 1,000. */
  readonly of: (id: ConversationId) => Promise<readonly Member[]>
  /** Adds those that don't take part yet. */
  readonly add: (id: ConversationId, members: readonly MemberId[], at: Timestamp) => Promise<void>
  /** Removes those that do; the others are ignored. */
  readonly remove: (id: ConversationId, members: readonly MemberId[]) => Promise<void>
}

/** Port. Answers that members have begun to write, one for each conversation: whoever opens it goes on with it. */
export interface DraftStore {
  /** Keeps the draft in the place of the one there was. */
  readonly save: (id: ConversationId, content: string, at: Timestamp) => Promise<void>
  readonly remove: (id: ConversationId) => Promise<void>
}
