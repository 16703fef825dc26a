import {
  averageSeconds,
  METRICS,
  type Metric,
  reportRangeQuerySchema,
  reportTableQuerySchema,
  toGrain,
  toPeriod,
  trafficQuerySchema,
} from '@parlance/contracts'
import {
  type Engine,
  type Grouping,
  type MemberPrincipal,
  ok,
  type Period,
  type Tallies,
  type Tally,
} from '@parlance/core'
import type { CsvCell, CsvFile } from '../../../kernel/csv.ts'
import { route } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'
import { REPORTS } from './report-routes.ts'

const TAG = 'Reports'
const DESCRIPTION =
  'For administrators. A text that a spreadsheet would take for a formula has an apostrophe before it.'

const fileName = (what: string, { since, until }: Period): string =>
  `${what}_${new Date(since).toISOString().slice(0, 10)}_${new Date(until).toISOString().slice(0, 10)}.csv`

const COLUMNS = [
  'Conversations',
  'Average first response time (seconds)',
  'Average resolution time (seconds)',
  'Average reply time (seconds)',
  'Resolutions',
]

const seconds = (tally: Tally | undefined): CsvCell => {
  const average = tally ? averageSeconds(tally) : null
  return average === null ? null : Math.round(average)
}

const cellsOf = (tallies: Tallies | undefined): readonly CsvCell[] => [
  tallies?.conversation.count ?? 0,
  seconds(tallies?.first_response),
  seconds(tallies?.resolution),
  seconds(tallies?.reply),
  tallies?.resolution.count ?? 0,
]

const groupedFile = (what: string, title: string, by: Grouping) =>
  route(
    {
      methods: ['get'],
      path: `${REPORTS}/${what}`,
      operationId: `get${what.charAt(0).toUpperCase()}${what.slice(1)}ReportFile`,
      summary: `A table with a row for each of the ${what}`,
      description: DESCRIPTION,
      tag: TAG,
      door: accountDoor,
      operation: 'reports:read',
      limits: ['reportsByCaller', 'reportsByAccount'],
      query: reportRangeQuerySchema,
      reply: 'csv',
      errors: ['access/forbidden', 'validation/failed'],
    },
    async ({ engine, caller, query, now }) => {
      const lines = await engine.reports.lines(caller.principal, by)
      if (!lines.ok) return lines
      const period = toPeriod(query, now)
      const asked = { by, period, businessHours: query.business_hours ?? false }
      const groups = await engine.reports.grouped(caller.principal, asked)
      if (!groups.ok) return groups
      const tallies = new Map(groups.value.map((group) => [group.key, group.tallies]))
      const rows = lines.value.map(({ name, key }) => [name, ...cellsOf(tallies.get(key))])
      return ok({ name: fileName(`${what}_report`, period), rows: [[title, ...COLUMNS], ...rows] })
    },
  )

const METRIC_COLUMNS: readonly (readonly [Metric, string])[] = [
  ['conversations_count', 'Conversations'],
  ['incoming_messages_count', 'Incoming messages'],
  ['outgoing_messages_count', 'Outgoing messages'],
  ['avg_first_response_time', 'Average first response time (seconds)'],
  ['avg_resolution_time', 'Average resolution time (seconds)'],
  ['reply_time', 'Average reply time (seconds)'],
  ['resolutions_count', 'Resolutions'],
]

const summaryFile = route(
  {
    methods: ['get'],
    path: `${REPORTS}/conversations_summary`,
    operationId: 'getConversationsSummaryReportFile',
    summary: 'A table of all metrics over time',
    description: `${DESCRIPTION} At most 2,000 rows.`,
    tag: TAG,
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: reportTableQuerySchema,
    reply: 'csv',
    errors: ['access/forbidden', 'report/subject-not-found', 'validation/failed'],
  },
  async ({ engine, caller, query, now }) => {
    const period = toPeriod(query, now)
    const grain = toGrain(query)
    const begun: CsvCell[][] = []
    for (const [metric] of METRIC_COLUMNS) {
      const { measure, average } = METRICS[metric]
      const points = await engine.reports.series(caller.principal, {
        subject: { type: 'organization' },
        measure,
        period,
        ...grain,
        businessHours: query.business_hours ?? false,
      })
      if (!points.ok) return points
      for (const [place, point] of points.value.entries()) {
        begun[place] ??= [localTime(point.at, grain.offset)]
        begun[place].push(average ? seconds(point) : point.count)
      }
    }
    const heading = ['Begin', ...METRIC_COLUMNS.map(([, title]) => title)]
    return ok({ name: fileName('conversations_summary_report', period), rows: [heading, ...begun] })
  },
)

const trafficFile = route(
  {
    methods: ['get'],
    path: `${REPORTS}/conversation_traffic`,
    operationId: 'getConversationTrafficReportFile',
    summary: 'A table of the conversations that were started, hour by hour and day by day',
    description: `${DESCRIPTION} At most 2,000 hours.`,
    tag: TAG,
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: trafficQuerySchema,
    reply: 'csv',
    errors: ['access/forbidden', 'report/subject-not-found', 'validation/failed'],
  },
  async ({ engine, caller, query, now }) => {
    const period = toPeriod(query, now)
    const { offset } = toGrain(query)
    return traffic(engine, caller.principal, { period, offset })
  },
)

const traffic = async (
  engine: Engine,
  principal: MemberPrincipal,
  { period, offset }: { readonly period: Period; readonly offset: number },
) => {
  const points = await engine.reports.series(principal, {
    subject: { type: 'organization' },
    measure: 'conversation',
    period,
    unit: 'hour',
    offset,
    businessHours: false,
  })
  if (!points.ok) return points
  const days = [...new Set(points.value.map(({ at }) => localTime(at, offset).slice(0, 10)))]
  const counts = new Map(points.value.map(({ at, count }) => [localTime(at, offset), count]))
  const hours = Array.from({ length: 24 }, (_hour, at) => `${String(at).padStart(2, '0')}:00`)
  const rows = hours.map((hour) => [hour, ...days.map((day) => counts.get(`${day} ${hour}`) ?? 0)])
  return ok<CsvFile>({
    name: fileName('conversation_traffic_report', period),
    rows: [['Hour', ...days], ...rows],
  })
}

/** `2026-01-05 09:00`, as the caller's clock shows it. */
const localTime = (at: number, offset: number): string => {
  const local = new Date(at + offset).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}

/** Reports as files. */
export const reportFileRoutes = [
  groupedFile('agents', 'Agent', 'member'),
  groupedFile('inboxes', 'Inbox', 'inbox'),
  groupedFile('labels', 'Label', 'tag'),
  groupedFile('teams', 'Team', 'team'),
  summaryFile,
  trafficFile,
]
