import type { Candidate, Holder } from '../conversations/index.ts'
import type { ConversationId, InboxId, OrganizationId } from '../kernel/index.ts'

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
  /**
   * Open conversations of inboxes with automatic assignment that nobody holds, longest waiting first: of one inbox, or of
   * all. Those of teams that give out nothing wait for nobody.
   */
  readonly waiting: (
    organizationId: OrganizationId,
    limit: number,
    inboxId?: InboxId | null,
  ) => Promise<readonly { readonly conversationId: ConversationId; readonly inboxId: InboxId }[]>
}
