import type { Connection, Message } from '../conversations/index.ts'
import type { ConversationId, InboxId, MessageId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** Which messages of connection channels somebody sees: all, those that a rule kept out, or all but those. */
export type LineView = 'all' | 'blocked' | 'told'

/** What somebody sees of connection channels. */
export interface LineSight {
  /** Null for the inboxes of all agent identities. */
  readonly inboxIds: readonly InboxId[] | null
  readonly view: LineView
}

/** A conversation on a connection channel. */
export interface LineConversation {
  readonly id: ConversationId
  readonly inboxId: InboxId
  /** In E.164. */
  readonly remoteNumber: string
  readonly connection: Connection
  /** Whether the agent identity holds it now. */
  readonly active: boolean
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A conversation with what a list shows of it, computed from the messages in view. */
export interface LineSummary {
  readonly conversation: LineConversation
  readonly latest: Message
  readonly unread: number
  readonly total: number
}

/** A message on a connection channel, with whom it was said. */
export interface LineMessage {
  readonly message: Message
  readonly remoteNumber: string
  /** Of a message from the human: whether the identity marked it as read. Its own are read. */
  readonly isRead: boolean
}

/** A part of time: from the first moment on, up to before the other; null for no bound. */
export interface LineSpan {
  readonly from: Timestamp | null
  readonly before: Timestamp | null
}

interface LinePage extends LineSpan {
  /** 1–200. */
  readonly limit: number
  readonly offset: number
}

/** Which messages are listed. */
export interface LineMessagesQuery extends LinePage {
  readonly conversationId: ConversationId | null
  /** Null narrows nothing. */
  readonly isRead: boolean | null
}

/** Port. Answers questions about conversations on connection channels and what was said there; notes and activities are no part of it. */
export interface LineQueries {
  /**
   * Those in which something is in view, by their newest message in view, newest first; the span is about when they were
   * made. The cost depends on how many are passed over, not on how many messages there are.
   */
  readonly conversations: (
    organizationId: OrganizationId,
    sight: LineSight,
    page: LinePage,
  ) => Promise<readonly LineSummary[]>
  readonly conversation: (
    organizationId: OrganizationId,
    id: ConversationId,
  ) => Promise<LineConversation | null>
  /** The newest first; the span is about when they were said. */
  readonly messages: (
    organizationId: OrganizationId,
    sight: LineSight,
    query: LineMessagesQuery,
  ) => Promise<readonly LineMessage[]>
  /** The message with its inbox, whoever may see it. */
  readonly message: (organizationId: OrganizationId, id: MessageId) => Promise<LineMessage | null>
}

/** Whether a message is in view. */
export const inView = ({ line, private: note }: Pick<Message, 'line' | 'private'>, view: LineView): boolean =>
  line !== undefined && !note && (view === 'all' || line.isBlocked === (view === 'blocked'))

/** Whether a message counts as read. What a rule kept out stays unread: nobody who could read it is shown it. */
export const isReadBy = (
  { readThrough }: Connection,
  { kind, number, line }: Pick<Message, 'kind' | 'number' | 'line'>,
): boolean => kind !== 'incoming' || (line?.isBlocked !== true && number <= readThrough)

/** The number of the newest message in view; 0 for none. */
export const newestInView = ({ told, blocked }: Connection, view: LineView): number =>
  Math.max(view === 'blocked' ? 0 : (told?.last ?? 0), view === 'told' ? 0 : (blocked?.last ?? 0))

/** How many messages are in view, and how many of them are unread. */
export const countsInView = (
  { told, blocked, unread }: Connection,
  view: LineView,
): { readonly total: number; readonly unread: number } => {
  const kept = view === 'told' ? 0 : (blocked?.count ?? 0)
  return view === 'blocked'
    ? { total: kept, unread: kept }
    : { total: (told?.count ?? 0) + kept, unread: unread + kept }
}
