import type { Member } from '../access/index.ts'
import type { Holder } from '../conversations/index.ts'
import type { ConversationId, InboxId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** A member of an inbox, as automatic assignment weighs it. */
export interface Candidate {
  readonly member: Member
  /** When a conversation of this inbox was last given to the member; null for never. */
  readonly lastAssignedAt: Timestamp | null
}

/** Port. Answers what automatic assignment asks. */
export interface AssignmentQueries {
  /** All members of the inbox, at most 1,000. */
  readonly candidates: (organizationId: OrganizationId, inboxId: InboxId) => Promise<readonly Candidate[]>
  /** Conversations that this member or agent identity holds, at most `limit`. */
  readonly heldBy: (
    organizationId: OrganizationId,
    holderId: Holder['id'],
    limit: number,
  ) => Promise<readonly ConversationId[]>
  /** Open conversations of inboxes with automatic assignment that nobody holds, longest waiting first. */
  readonly waiting: (
    organizationId: OrganizationId,
    limit: number,
  ) => Promise<readonly { readonly conversationId: ConversationId; readonly inboxId: InboxId }[]>
}
