import type { InboxId, OrganizationId } from '../kernel/index.ts'
import type { ChannelType, Inbox } from './inbox.ts'

/** Port. Answers questions about inboxes. */
export interface InboxQueries {
  /** By lower-cased name, at most 1,000; `only` narrows to these, null means all. */
  readonly list: (
    organizationId: OrganizationId,
    only: readonly InboxId[] | null,
  ) => Promise<readonly Inbox[]>
  readonly find: (organizationId: OrganizationId, id: InboxId) => Promise<Inbox | null>
  /** The oldest inbox of a channel. */
  readonly ofChannel: (organizationId: OrganizationId, type: ChannelType) => Promise<Inbox | null>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<Inbox | null>
}
