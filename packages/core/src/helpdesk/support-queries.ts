import type { SentMessage } from '../conversations/index.ts'
import type { ContactId, ConversationId, InboxId, OrganizationId } from '../kernel/index.ts'
import type { SupportStatus } from './support-details.ts'

/** A part of a list: `limit` of it, after the first `offset`. */
export interface ListPart {
  readonly limit: number
  readonly offset: number
}

export interface SupportFilter {
  readonly inboxId: InboxId
  /** Only those of this contact; null for all. */
  readonly contactId: ContactId | null
  readonly status: SupportStatus | null
}

/** Up to how many conversations are counted one by one: what is beyond is not told. */
export const MOST_COUNTED = 10_000

/** Port. Answers questions about conversations with support. */
export interface SupportQueries {
  /** The contact with this e-mail address, in any case. */
  readonly requester: (organizationId: OrganizationId, email: string) => Promise<ContactId | null>
  /** Newest first. */
  readonly conversations: (
    organizationId: OrganizationId,
    filter: SupportFilter,
    part: ListPart,
  ) => Promise<readonly ConversationId[]>
  /** How many match, `MOST_COUNTED` at the most. */
  readonly count: (organizationId: OrganizationId, filter: SupportFilter) => Promise<number>
  /** What was said, oldest first, with how much of it there is; without activities, and without notes unless they are asked for. */
  readonly messages: (
    organizationId: OrganizationId,
    conversationId: ConversationId,
    part: ListPart & { readonly withNotes: boolean },
  ) => Promise<{ readonly count: number; readonly messages: readonly SentMessage[] }>
}
