import {
  CHANNEL_TYPES,
  channelReportSchema,
  presentStatusCounts,
  presentSummaryReport,
  reportPeriodQuerySchema,
  reportRangeQuerySchema,
  summaryReportSchema,
  toPeriod,
} from '@parlance/contracts'
import { DAY, err, type Grouping } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v2/accounts/{account_id}/summary_reports'

const summaryReport = (what: string, by: Grouping) =>
  route(
    {
      methods: ['get'],
      path: `${PATH}/${what}`,
      operationId: `get${what.charAt(0).toUpperCase()}${what.slice(1)}SummaryReport`,
      summary: `A line for each ${what}`,
      description: 'For administrators.',
      tag: 'Reports',
      door: accountDoor,
      operation: 'reports:read',
      limits: ['reportsByCaller', 'reportsByAccount'],
      query: reportRangeQuerySchema,
      reply: summaryReportSchema,
      errors: ['access/forbidden', 'validation/failed'],
    },
    async ({ engine, caller, query, now }) => {
      const lines = await engine.reports.lines(caller.principal, by)
      if (!lines.ok) return lines
      const asked = { by, period: toPeriod(query, now), businessHours: query.business_hours ?? false }
      return shown(await engine.reports.grouped(caller.principal, asked), (groups) =>
        presentSummaryReport(lines.value, groups),
      )
    },
  )

/** Longer than any six months. */
const LONGEST = 184 * DAY

const byChannel = route(
  {
    methods: ['get'],
    path: `${PATH}/channel`,
    operationId: 'getChannelSummaryReport',
    summary: 'Conversations that were started, by the type of their channel',
    description: 'For administrators. At most six months.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: reportPeriodQuerySchema,
    reply: channelReportSchema,
    errors: ['access/forbidden', 'validation/failed'],
  },
  async ({ engine, caller, query, now }) => {
    const period = toPeriod(query, now)
    if (period.until - period.since > LONGEST) {
      return err({ kind: 'request', status: 422, text: 'Date range cannot be longer than 6 months' })
    }
    return shown(await engine.reports.statuses(caller.principal, period), ({ api }) =>
      api ? { [CHANNEL_TYPES.api]: presentStatusCounts(api) } : {},
    )
  },
)

/** One line for each of those who do the work, and for where it comes in. */
export const summaryReportRoutes = [
  summaryReport('agent', 'member'),
  summaryReport('team', 'team'),
  summaryReport('inbox', 'inbox'),
  summaryReport('label', 'tag'),
  byChannel,
]
