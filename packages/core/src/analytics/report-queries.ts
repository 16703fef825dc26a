import type { ConversationStatus } from '../conversations/index.ts'
import type { InboxId, MemberId, OrganizationId, Timestamp } from '../kernel/index.ts'
import type { Period } from './buckets.ts'
import type { Measure } from './measurement.ts'

/**
 * Whose measurements are counted. A member's are those of its own work, but the conversations are those it holds now;
 * a tag's are those of the conversations that have it now.
 */
export type Scope =
  | { readonly type: 'organization' }
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'inbox'; readonly id: InboxId }
  | { readonly type: 'tag'; readonly tag: string }

/** How often something happened, and how many milliseconds it took in all. */
export interface Tally {
  readonly count: number
  readonly duration: number
}

export type Tallies = { readonly [M in Measure]: Tally }

export interface SeriesQuery {
  readonly measure: Measure
  readonly scope: Scope
  readonly period: Period
  /** When the buckets begin, oldest first; the first one at or before the period. 1–2,000. */
  readonly starts: readonly Timestamp[]
  /** True: of durations only what lies in working hours. */
  readonly businessHours: boolean
}

export interface TotalsQuery {
  readonly scope: Scope
  readonly period: Period
  readonly businessHours: boolean
}

/** What measurements can be grouped by. */
export type Grouping = 'member' | 'inbox' | 'tag'

export interface GroupedQuery {
  readonly by: Grouping
  readonly period: Period
  readonly businessHours: boolean
}

/** The tallies of one member, inbox or tag. */
export interface Group {
  /** The member's or inbox's id, or the tag. */
  readonly key: string
  readonly tallies: Tallies
}

/** Conversations as they are now. */
export interface LiveCounts {
  readonly open: number
  /** Open, and the contact never got an answer or waits for one. */
  readonly unattended: number
  /** Open, and held by nobody. */
  readonly unassigned: number
  readonly pending: number
}

export interface LiveGroup extends LiveCounts {
  /** Who holds them; null for those that no member holds. */
  readonly memberId: MemberId | null
}

export type StatusCounts = { readonly [S in ConversationStatus]: number }

/** Port. Answers what reports ask. */
export interface ReportQueries {
  /** One tally for each bucket, in their order. */
  readonly series: (organizationId: OrganizationId, query: SeriesQuery) => Promise<readonly Tally[]>
  readonly totals: (organizationId: OrganizationId, query: TotalsQuery) => Promise<Tallies>
  /** Those that have any measurement, in no particular order, at most 10,000. */
  readonly grouped: (organizationId: OrganizationId, query: GroupedQuery) => Promise<readonly Group[]>
  readonly live: (organizationId: OrganizationId) => Promise<LiveCounts>
  /** Those who hold conversations that are open or pending, in no particular order, at most 10,000. */
  readonly liveByMember: (organizationId: OrganizationId) => Promise<readonly LiveGroup[]>
  /** How many of the conversations that were started in the period are in which status now, by inbox. */
  readonly statuses: (
    organizationId: OrganizationId,
    period: Period,
  ) => Promise<readonly { readonly inboxId: InboxId; readonly counts: StatusCounts }[]>
}
