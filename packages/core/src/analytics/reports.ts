import { type Forbidden, type MemberPrincipal, type MemberQueries, permit } from '../access/index.ts'
import type { InboxQueries } from '../inboxes/index.ts'
import {
  err,
  type OrganizationId,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { TeamQueries } from '../teams/index.ts'
import type { TagQueries } from '../workspace/index.ts'
import type { ReportSubjectNotFound } from './analytics-errors.ts'
import { type BucketUnit, bucketStarts, MOST_BUCKETS, type Period } from './buckets.ts'
import type { Measure } from './measurement.ts'
import type {
  Group,
  GroupedQuery,
  Grouping,
  LiveCounts,
  LiveGroup,
  LiveGrouping,
  ReportQueries,
  Scope,
  StatusCounts,
  Tallies,
  Tally,
} from './report-queries.ts'

export interface ReportsPorts {
  readonly reportQueries: ReportQueries
  readonly memberQueries: MemberQueries
  readonly inboxQueries: InboxQueries
  readonly teamQueries: TeamQueries
  readonly tagQueries: TagQueries
}

/** What a report is about, by the number that wires show. */
export type Subject =
  | { readonly type: 'organization' }
  | { readonly type: 'member'; readonly number: number }
  | { readonly type: 'inbox'; readonly number: number }
  | { readonly type: 'team'; readonly number: number }
  | { readonly type: 'tag'; readonly number: number }

export interface SeriesRequest {
  readonly subject: Subject
  readonly measure: Measure
  readonly period: Period
  readonly unit: BucketUnit
  /** Milliseconds that the caller's clock is ahead of UTC: where its days begin. */
  readonly offset: number
  readonly businessHours: boolean
}

export interface Point extends Tally {
  /** When the bucket begins. */
  readonly at: Timestamp
}

/** Somebody or something that a line of a report is about. */
export interface ReportLine {
  readonly number: number
  readonly name: string
  /** As `Group` and `LiveGroup` name it. */
  readonly key: string
}

export interface SummaryRequest {
  readonly subject: Subject
  readonly period: Period
  readonly businessHours: boolean
}

export interface Summary {
  readonly current: Tallies
  /** The same of the equally long time before. */
  readonly previous: Tallies
}

type Refused = Forbidden | ValidationFailed

/** What administrators ask about how work goes. */
export interface Reports {
  readonly series: (
    principal: MemberPrincipal,
    request: SeriesRequest,
  ) => Promise<Result<readonly Point[], Refused | ReportSubjectNotFound>>
  readonly summary: (
    principal: MemberPrincipal,
    request: SummaryRequest,
  ) => Promise<Result<Summary, Refused | ReportSubjectNotFound>>
  /** Everything that reports can be grouped by, in the order in which it is listed, at most 1,000. */
  readonly lines: (
    principal: MemberPrincipal,
    by: Grouping,
  ) => Promise<Result<readonly ReportLine[], Forbidden>>
  readonly grouped: (
    principal: MemberPrincipal,
    query: GroupedQuery,
  ) => Promise<Result<readonly Group[], Refused>>
  /** Of the team with this number; with null, of all conversations. */
  readonly live: (
    principal: MemberPrincipal,
    teamNumber: number | null,
  ) => Promise<Result<LiveCounts, Forbidden | ReportSubjectNotFound>>
  readonly liveBy: (
    principal: MemberPrincipal,
    by: LiveGrouping,
  ) => Promise<Result<readonly LiveGroup[], Forbidden>>
  /** How many of the conversations that were started in the period are in which status now, by the type of their channel. */
  readonly statuses: (
    principal: MemberPrincipal,
    period: Period,
  ) => Promise<Result<Readonly<Record<'api', StatusCounts | null>>, Refused>>
}

export const createReports = (ports: ReportsPorts): Reports => ({
  series: seriesOf(ports),
  summary: summaryOf(ports),
  lines: async (principal, by) => {
    const permitted = permit(principal, 'reports:read')
    return permitted.ok ? ok(await linesBy(ports, principal.organizationId, by)) : permitted
  },
  grouped: async (principal, query) => {
    const allowed = asking(principal, query.period)
    return allowed.ok ? ok(await ports.reportQueries.grouped(principal.organizationId, query)) : allowed
  },
  live: async (principal, teamNumber) => {
    const permitted = permit(principal, 'reports:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    if (teamNumber === null) return ok(await ports.reportQueries.live(organizationId, null))
    const team = await ports.teamQueries.findByNumber(organizationId, teamNumber)
    return team
      ? ok(await ports.reportQueries.live(organizationId, team.id))
      : err({ code: 'report/subject-not-found' })
  },
  liveBy: async (principal, by) => {
    const permitted = permit(principal, 'reports:read')
    return permitted.ok ? ok(await ports.reportQueries.liveBy(principal.organizationId, by)) : permitted
  },
  statuses: async (principal, period) => {
    const allowed = asking(principal, period)
    if (!allowed.ok) return allowed
    const found = await ports.reportQueries.statuses(principal.organizationId, period)
    return ok({ api: found.length > 0 ? found.map(({ counts }) => counts).reduce(addedUp) : null })
  },
})

const linesBy = async (
  { memberQueries, inboxQueries, teamQueries, tagQueries }: ReportsPorts,
  organizationId: OrganizationId,
  by: Grouping,
): Promise<readonly ReportLine[]> => {
  switch (by) {
    case 'member':
      return (await memberQueries.list(organizationId)).map(lineOf)
    case 'inbox':
      return (await inboxQueries.list(organizationId, null)).map(lineOf)
    case 'team':
      return (await teamQueries.list(organizationId)).map(lineOf)
    case 'tag':
      return (await tagQueries.list(organizationId)).map(({ number, title }) => ({
        number,
        name: title,
        key: title,
      }))
  }
}

const lineOf = ({ number, name, id }: { number: number; name: string; id: string }): ReportLine => ({
  number,
  name,
  key: id,
})

const seriesOf =
  (ports: ReportsPorts): Reports['series'] =>
  async (principal, { subject, measure, period, unit, offset, businessHours }) => {
    const scope = await scopeOf(ports, principal, { subject, period })
    if (!scope.ok) return scope
    const starts = bucketStarts(period, unit, offset)
    if (!starts) return err(TOO_FINE)
    if (starts.length === 0) return ok([])
    const query = { measure, scope: scope.value, period, starts, businessHours }
    const tallies = await ports.reportQueries.series(principal.organizationId, query)
    return ok(starts.map((at, place) => ({ at, ...(tallies[place] ?? NOTHING) })))
  }

const summaryOf =
  (ports: ReportsPorts): Reports['summary'] =>
  async (principal, { subject, period, businessHours }) => {
    const scope = await scopeOf(ports, principal, { subject, period })
    if (!scope.ok) return scope
    const before = { since: period.since - (period.until - period.since), until: period.since }
    const totals = (within: Period) =>
      ports.reportQueries.totals(principal.organizationId, {
        scope: scope.value,
        period: within,
        businessHours,
      })
    return ok({ current: await totals(period), previous: await totals(before) })
  }

const NOTHING: Tally = { count: 0, duration: 0 }

const TOO_FINE = validationFailed({
  field: 'groupBy',
  problem: 'invalid',
  expected: `a longer unit: a report has at most ${MOST_BUCKETS} points`,
})

const addedUp = (left: StatusCounts, right: StatusCounts): StatusCounts => ({
  open: left.open + right.open,
  resolved: left.resolved + right.resolved,
  pending: left.pending + right.pending,
  snoozed: left.snoozed + right.snoozed,
})

/** Whether the principal may ask, and the period is one. */
const asking = (principal: MemberPrincipal, { since, until }: Period): Result<null, Refused> => {
  const permitted = permit(principal, 'reports:read')
  if (!permitted.ok) return permitted
  if (until >= since) return permitted
  return err(validationFailed({ field: 'until', problem: 'invalid', expected: 'a time after since' }))
}

const scopeOf = async (
  ports: ReportsPorts,
  principal: MemberPrincipal,
  { subject, period }: { readonly subject: Subject; readonly period: Period },
): Promise<Result<Scope, Refused | ReportSubjectNotFound>> => {
  const allowed = asking(principal, period)
  if (!allowed.ok) return allowed
  const scope = await findSubject(ports, principal.organizationId, subject)
  return scope ? ok(scope) : err({ code: 'report/subject-not-found' })
}

const findSubject = async (
  { memberQueries, inboxQueries, teamQueries, tagQueries }: ReportsPorts,
  organizationId: OrganizationId,
  subject: Subject,
): Promise<Scope | null> => {
  switch (subject.type) {
    case 'member': {
      const member = await memberQueries.findByNumber(organizationId, subject.number)
      return member && { type: 'member', id: member.id }
    }
    case 'inbox': {
      const inbox = await inboxQueries.findByNumber(organizationId, subject.number)
      return inbox && { type: 'inbox', id: inbox.id }
    }
    case 'team': {
      const team = await teamQueries.findByNumber(organizationId, subject.number)
      return team && { type: 'team', id: team.id }
    }
    case 'tag': {
      const tag = await tagQueries.findByNumber(organizationId, subject.number)
      return tag && { type: 'tag', tag: tag.title }
    }
    case 'organization':
      return subject
  }
}
