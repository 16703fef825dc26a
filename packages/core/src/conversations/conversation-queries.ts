import type { Member } from '../access/index.ts'
import type {
  ContactId,
  ContactPointId,
  ConversationId,
  InboxId,
  MemberId,
  OrganizationId,
  TeamId,
  Timestamp,
} from '../kernel/index.ts'
import type { ConversationStatus } from './conversation.ts'
import type { ConversationConditions } from './conversation-language.ts'
import type { ConversationState } from './conversation-state.ts'
import type { LastIncoming } from './decide-seen.ts'

export const CONVERSATION_SORTS = [
  'last_activity_at_desc',
  'last_activity_at_asc',
  'created_at_desc',
  'created_at_asc',
  'priority_desc',
  'priority_asc',
  'waiting_since_desc',
  'waiting_since_asc',
  'priority_desc_created_at_asc',
  'unread_first',
] as const

export type ConversationSort = (typeof CONVERSATION_SORTS)[number]

/** What a list of conversations is narrowed to; null narrows nothing. */
export interface ConversationFilter {
  readonly status: ConversationStatus | null
  readonly inboxIds: readonly InboxId[] | null
  readonly teamId: TeamId | null
  readonly sourceId: string | null
  readonly contactId: ContactId | null
  readonly contactPointId: ContactPointId | null
  /** Only those with activity at or after this moment. */
  readonly updatedSince: Timestamp | null
  /** Only those with at least one of these tags, in any case; none has none of them. */
  readonly tags: readonly string[] | null
  /** Only those in which somebody said this, in any case, as far as `SEARCHED_MESSAGES` reach. */
  readonly text: string | null
  /** Only those whose number has this in it, or whose contact has in its name, e-mail, phone number or identifier; any case. */
  readonly about: string | null
  /** True: only those that nobody answered yet, or whose contact waits. */
  readonly unattended: true | null
  /** Only those in which this member takes part. */
  readonly participantId: MemberId | null
  /** Only those in which a note named this member. */
  readonly mentionedId: MemberId | null
  readonly conditions: ConversationConditions | null
}

/**
 * How many of an organization's newest messages a search looks through: it is what keeps a search as cheap as it is, and
 * messages free of an index of their words.
 */
export const SEARCHED_MESSAGES = 100_000

/** Open conversations with messages that nobody has seen. */
export interface UnreadCounts {
  readonly all: number
  /** By the numbers of the inboxes. */
  readonly inboxes: ReadonlyMap<number, number>
  readonly tags: ReadonlyMap<string, number>
  /** By the numbers of the teams. */
  readonly teams: ReadonlyMap<number, number>
}

export const NO_FILTER: ConversationFilter = {
  status: null,
  inboxIds: null,
  teamId: null,
  sourceId: null,
  contactId: null,
  contactPointId: null,
  updatedSince: null,
  tags: null,
  text: null,
  about: null,
  unattended: null,
  participantId: null,
  mentionedId: null,
  conditions: null,
}

export type AssigneeFilter =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'anybody' }
  | { readonly type: 'nobody' }
  | { readonly type: 'all' }

/** How many conversations match, by who holds them. */
export interface ConversationCounts {
  readonly mine: number
  readonly assigned: number
  readonly unassigned: number
  readonly all: number
}

export interface ConversationListQuery {
  readonly filter: ConversationFilter
  readonly assignee: AssigneeFilter
  readonly sort: ConversationSort
  /** 1 or more. */
  readonly page: number
  /** 1–1000. */
  readonly perPage: number
}

/** Port. Answers questions about conversations; a conversation is shown with all that its lists show. */
export interface ConversationQueries {
  readonly find: (
    organizationId: OrganizationId,
    key: { readonly id: ConversationId } | { readonly number: number },
  ) => Promise<ConversationState | null>
  /** Those with these ids, in the order of the ids; at most 1,000. */
  readonly findAll: (
    organizationId: OrganizationId,
    ids: readonly ConversationId[],
  ) => Promise<readonly ConversationState[]>
  readonly list: (
    organizationId: OrganizationId,
    query: ConversationListQuery,
  ) => Promise<readonly ConversationState[]>
  /** Exact. Of a filter that has nothing but a status and inboxes, the cost does not depend on how many there are. */
  readonly counts: (
    organizationId: OrganizationId,
    filter: ConversationFilter,
    me: MemberId | null,
  ) => Promise<ConversationCounts>
  /** Of the open conversations in these inboxes, null for all; it looks at the newest 100,000. */
  readonly unread: (
    organizationId: OrganizationId,
    inboxIds: readonly InboxId[] | null,
  ) => Promise<UnreadCounts>
  /** Those of the keys that custom attributes of any of the newest `SAMPLED_ITEMS` conversations have. */
  readonly customKeys: (
    organizationId: OrganizationId,
    keys: readonly string[],
  ) => Promise<ReadonlySet<string>>
  /** What the contact said last in the conversation with this number; null when it has said nothing. */
  readonly lastIncoming: (organizationId: OrganizationId, number: number) => Promise<LastIncoming | null>
  /** Organizations with snoozed conversations that are to open at `now` or before, at most `limit`. */
  readonly organizationsToWake: (now: Timestamp, limit: number) => Promise<readonly OrganizationId[]>
  /** Those conversations of one organization, the longest overdue first, at most `limit`. */
  readonly conversationsToWake: (
    organizationId: OrganizationId,
    now: Timestamp,
    limit: number,
  ) => Promise<readonly ConversationId[]>
  /** Who takes part in the conversation, in the order in which they came, at most 1,000. */
  readonly participants: (organizationId: OrganizationId, id: ConversationId) => Promise<readonly Member[]>
  /** The answer that was begun; null when none was. */
  readonly draft: (organizationId: OrganizationId, id: ConversationId) => Promise<string | null>
}
