import {
  conversationReportQuerySchema,
  conversationReportSchema,
  groupedLiveCountsSchema,
  groupedLiveQuerySchema,
  liveCountsSchema,
  liveQuerySchema,
  pageNumber,
  presentAgentLiveCounts,
  presentGroupedLiveCounts,
  presentLiveCounts,
} from '@parlance/contracts'
import { err, type LiveGrouping } from '@parlance/core'
import type { Render, RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import type { ChannelCode } from '../kernel/channel-errors.ts'
import { accountDoor } from '../kernel/doors.ts'
import { renderApplication } from '../kernel/render.ts'
import { REPORTS } from './report-routes.ts'

const PATH = '/api/v2/accounts/{account_id}/live_reports'
const AGENTS_PER_PAGE = 25

const NO_TYPE: RequestProblem = { kind: 'request', status: 422, text: '' }

/** Without a type there is nothing to say, and nothing is said. */
const renderNothing: Render<ChannelCode> = (problem) =>
  problem === NO_TYPE ? { status: 422 } : renderApplication(problem)

const conversations = route(
  {
    methods: ['get'],
    path: `${REPORTS}/conversations`,
    operationId: 'getConversationReport',
    summary: 'Conversations as they are now, of the account or agent by agent',
    description: 'For administrators. Agents come 25 on a page. Without a type the answer is 422, and empty.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: conversationReportQuerySchema,
    reply: conversationReportSchema,
    errors: ['access/forbidden', 'report/subject-not-found'],
    render: renderNothing,
  },
  async ({ engine, caller, query }) => {
    if (query.type === undefined) return err(NO_TYPE)
    if (query.type === 'account')
      return shown(await engine.reports.live(caller.principal, null), presentLiveCounts)
    const members = await engine.access.members(caller.principal)
    if (!members.ok) return members
    const first = (pageNumber(query.page) - 1) * AGENTS_PER_PAGE
    const page = members.value.slice(first, first + AGENTS_PER_PAGE)
    return shown(await engine.reports.liveBy(caller.principal, 'member'), (groups) =>
      presentAgentLiveCounts(page, new Map(groups.map((group) => [group.key, group]))),
    )
  },
)

const metrics = route(
  {
    methods: ['get'],
    path: `${PATH}/conversation_metrics`,
    operationId: 'getLiveConversationMetrics',
    summary: 'Conversations as they are now',
    description: 'For administrators.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: liveQuerySchema,
    reply: liveCountsSchema,
    errors: ['access/forbidden', 'report/subject-not-found'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.reports.live(caller.principal, query.team_id ?? null), presentLiveCounts),
)

const INVALID_GROUP: RequestProblem = { kind: 'request', status: 422, text: 'invalid group_by' }

const GROUPINGS: ReadonlyMap<string, LiveGrouping> = new Map([
  ['assignee_id', 'member'],
  ['team_id', 'team'],
])

const groupedMetrics = route(
  {
    methods: ['get'],
    path: `${PATH}/grouped_conversation_metrics`,
    operationId: 'getGroupedConversationMetrics',
    summary: 'Conversations as they are now, by who holds them',
    description: 'For administrators.',
    tag: 'Reports',
    door: accountDoor,
    operation: 'reports:read',
    limits: ['reportsByCaller', 'reportsByAccount'],
    query: groupedLiveQuerySchema,
    reply: groupedLiveCountsSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const by = GROUPINGS.get(query.group_by ?? '')
    if (!by) return err(INVALID_GROUP)
    const groups = await engine.reports.liveBy(caller.principal, by)
    if (!groups.ok) return groups
    const lines = await engine.reports.lines(caller.principal, by)
    return shown(lines, (known) => presentGroupedLiveCounts(by, groups.value, known))
  },
)

/** How it stands at this moment. */
export const liveReportRoutes = [conversations, metrics, groupedMetrics]
