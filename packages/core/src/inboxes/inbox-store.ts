import type { InboxId, MemberId, Timestamp } from '../kernel/index.ts'
import type { ChannelType, Inbox, NewInbox } from './inbox.ts'

/** Port. The inboxes of the organization that the unit of work is bound to, and who belongs to them; those that were removed are not found. */
export interface InboxStore {
  readonly find: (id: InboxId) => Promise<Inbox | null>
  readonly findByNumber: (number: number) => Promise<Inbox | null>
  /** The oldest inbox of a channel. */
  readonly ofChannel: (type: ChannelType) => Promise<Inbox | null>
  /** Like `insert`, for the support channel, of which an organization has one: null when it has it already. */
  readonly insertOnly: (inbox: NewInbox) => Promise<Inbox | null>
  /** Keeps the inbox, numbers it, and makes its identifier lead to it where the channel is open. */
  readonly insert: (inbox: NewInbox) => Promise<Inbox>
  /** Replaces everything but the number and the identifier. */
  readonly update: (inbox: Inbox) => Promise<void>
  /**
   * Removes the inbox: it is not found again, its identifier leads nowhere, and it has no members. Its conversations
   * stay until they are removed one by one.
   */
  readonly remove: (id: InboxId, at: Timestamp) => Promise<void>
  /** Adds those that are not members of the inbox yet. */
  readonly addMembers: (id: InboxId, members: readonly MemberId[]) => Promise<void>
  /** Removes those that are; the others are ignored. */
  readonly removeMembers: (id: InboxId, members: readonly MemberId[]) => Promise<void>
  readonly memberIds: (id: InboxId) => Promise<readonly MemberId[]>
}
