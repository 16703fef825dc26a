import type { SentMessage } from '../conversations/index.ts'
import type { ContactId, ConversationId, InboxId, NumberedPage, OrganizationId } from '../kernel/index.ts'

/** Which part of a conversation's messages: by their numbers, both bounds exclusive of `before` and `after`. */
export interface MessageWindow {
  /** Only messages with a smaller number. */
  readonly before: number | null
  /** Only messages with a greater number. */
  readonly after: number | null
  /** True: the number `after` itself is part of it. */
  readonly includeAfter: boolean
  /** 1–1000. Without `after` the newest ones that fit, with it the oldest. */
  readonly limit: number
  /** True: without notes and activities, as the contact sees it. */
  readonly publicOnly: boolean
}

/** One of a message's attachments: the one at this place. */
export interface PlacedAttachment {
  readonly sent: SentMessage
  readonly place: number
}

/** Whose attachments: those of one conversation, or of all of a contact's in these inboxes (null for every one). */
export type AttachmentsOf =
  | { readonly conversationId: ConversationId }
  | { readonly contactId: ContactId; readonly inboxIds: readonly InboxId[] | null }

/** Some of the attachments that were asked for. */
export interface AttachmentPage {
  /** All of them, on every page. */
  readonly total: number
  /** The newest first. */
  readonly attachments: readonly PlacedAttachment[]
}

/** Port. Answers questions about messages. */
export interface MessageQueries {
  /** Oldest first. The cost does not depend on how many messages there are. */
  readonly list: (
    organizationId: OrganizationId,
    conversationId: ConversationId,
    window: MessageWindow,
  ) => Promise<readonly SentMessage[]>
  /** The newest public messages of several conversations, at most `limit` (1–100) each, oldest first. */
  readonly newestOf: (
    organizationId: OrganizationId,
    conversationIds: readonly ConversationId[],
    limit: number,
  ) => Promise<ReadonlyMap<ConversationId, readonly SentMessage[]>>
  /**
   * What people said in these inboxes (null for all) with the text in it, in any case, newest first: as far as
   * `SEARCHED_MESSAGES` reach.
   */
  readonly search: (
    organizationId: OrganizationId,
    query: {
      readonly text: string
      readonly inboxIds: readonly InboxId[] | null
      readonly page: NumberedPage
    },
  ) => Promise<readonly SentMessage[]>
  /** The newest such messages of several conversations, at most `limit` (1–100) each, newest first. */
  readonly saying: (
    organizationId: OrganizationId,
    conversationIds: readonly ConversationId[],
    text: string,
    limit: number,
  ) => Promise<ReadonlyMap<ConversationId, readonly SentMessage[]>>
  /** What went along with messages, notes included. */
  readonly attachments: (
    organizationId: OrganizationId,
    of: AttachmentsOf,
    page: NumberedPage,
  ) => Promise<AttachmentPage>
}
