import type {
  ContactId,
  ContactPointId,
  ConversationId,
  InboxId,
  MemberId,
  OrganizationId,
  Timestamp,
} from '../kernel/index.ts'
import type { ConversationStatus } from './conversation.ts'
import type { ConversationState } from './conversation-state.ts'

export const CONVERSATION_SORTS = [
  'last_activity_at_desc',
  'last_activity_at_asc',
  'created_at_desc',
  'created_at_asc',
  'priority_desc',
  'priority_asc',
  'waiting_since_desc',
  'waiting_since_asc',
] as const

export type ConversationSort = (typeof CONVERSATION_SORTS)[number]

/** What a list of conversations is narrowed to; null narrows nothing. */
export interface ConversationFilter {
  readonly status: ConversationStatus | null
  readonly inboxIds: readonly InboxId[] | null
  readonly sourceId: string | null
  readonly contactId: ContactId | null
  readonly contactPointId: ContactPointId | null
  /** Only those with activity at or after this moment. */
  readonly updatedSince: Timestamp | null
}

export const NO_FILTER: ConversationFilter = {
  status: null,
  inboxIds: null,
  sourceId: null,
  contactId: null,
  contactPointId: null,
  updatedSince: null,
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
}
