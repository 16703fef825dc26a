import type { ConversationStatus } from '../conversations/index.ts'
import type { InboxId, MemberId, OrganizationId, TeamId, Timestamp } from '../kernel/index.ts'
import type { Period } from './buckets.ts'
import type { Measure } from './measurement.ts'

/**
 * Whose measurements are counted. A member's are those of its own work, but the conversations are those it holds now;
 * a team's or a tag's are those of the conversations that have it now.
 */
export type Scope =
  | { readonly type: 'organization' }
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'inbox'; readonly id: InboxId }
  | { readonly type: 'team'; readonly id: TeamId }
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
export type Grouping = 'member' | 'inbox' | 'team' | 'tag'

export interface GroupedQuery {
  readonly by: Grouping
  readonly period: Period
  readonly businessHours: boolean
}

/** The tallies of one member, inbox, team or tag. */
export interface Group {
  /** The id of the member, inbox or team, or the tag. */
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

/** What conversations as they are now can be grouped by. */
export type LiveGrouping = 'member' | 'team'

export interface LiveGroup extends LiveCounts {
  /** The member who holds them, or the team that they are left to; null for those of none. */
  readonly key: MemberId | TeamId | null
}

export type StatusCounts = { readonly [S in ConversationStatus]: number }

/** Port. Answers what reports ask. */
export interface ReportQueries {
  /** One tally for each bucket, in their order. */
  readonly series: (organizationId: OrganizationId, query: SeriesQuery) => Promise<readonly Tally[]>
  readonly totals: (organizationId: OrganizationId, query: TotalsQuery) => Promise<Tallies>
  /** Those that have any measurement, in no particular order, at most 10,000. */
  readonly grouped: (organizationId: OrganizationId, query: GroupedQuery) => Promise<readonly Group[]>
  /** Of the team's conversations; with null, of all. */
  readonly live: (organizationId: OrganizationId, teamId: TeamId | null) => Promise<LiveCounts>
  /** Those that have conversations that are open or pending, in no particular order, at most 10,000. */
  readonly liveBy: (organizationId: OrganizationId, by: LiveGrouping) => Promise<readonly LiveGroup[]>
  /** How many of the conversations that were started in the period are in which status now, by inbox. */
  readonly statuses: (
    organizationId: OrganizationId,
    period: Period,
  ) => Promise<readonly { readonly inboxId: InboxId; readonly counts: StatusCounts }[]>
}
