import {
  METRICS,
  type Metric,
  presentReport,
  presentReportSummary,
  reportQuerySchema,
  reportSchema,
  reportSummaryQuerySchema,
  reportSummarySchema,
  toGrain,
  toPeriod,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'
import { subjectOf } from './subjects.ts'

/** Where every report is. */
export const REPORTS = '/api/v2/accounts/{account_id}/reports'

const report = route(
  {
    methods: ['get'],
    path: REPORTS,
    operationId: 'getReport',
    summary: 'One metric over time',
    description: 'For administrators. At most 2,000 points; weeks begin on Sunday.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: reportQuerySchema,
    reply: reportSchema,
    errors: ['access/forbidden', 'report/subject-not-found', 'validation/failed'],
  },
  async ({ engine, caller, query, now }) => {
    const subject = subjectOf(query)
    if (!subject.ok) return subject
    const metric: Metric = query.metric
    const request = {
      subject: subject.value,
      measure: METRICS[metric].measure,
      period: toPeriod(query, now),
      ...toGrain(query),
      businessHours: query.business_hours ?? false,
    }
    return shown(await engine.reports.series(caller.principal, request), (points) =>
      presentReport(metric, points),
    )
  },
)

const summary = route(
  {
    methods: ['get'],
    path: `${REPORTS}/summary`,
    operationId: 'getReportSummary',
    summary: 'All metrics of a period, and of the one before it',
    description: 'For administrators.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: reportSummaryQuerySchema,
    reply: reportSummarySchema,
    errors: ['access/forbidden', 'report/subject-not-found', 'validation/failed'],
  },
  async ({ engine, caller, query, now }) => {
    const subject = subjectOf(query)
    if (!subject.ok) return subject
    const request = {
      subject: subject.value,
      period: toPeriod(query, now),
      businessHours: query.business_hours ?? false,
    }
    return shown(await engine.reports.summary(caller.principal, request), presentReportSummary)
  },
)

/** How an account, an agent, an inbox, a label or a team does over time. */
export const reportRoutes = [report, summary]
