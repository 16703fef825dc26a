import {
  conversationReportQuerySchema,
  conversationReportSchema,
  groupedLiveCountsSchema,
  groupedLiveQuerySchema,
  liveCountsSchema,
  pageNumber,
  presentAgentLiveCounts,
  presentLiveCounts,
} from '@parlance/contracts'
import { err, ok } from '@parlance/core'
import type { Problem, Render } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'
import { renderApplication } from '../kernel/render.ts'
import { REPORTS } from './report-routes.ts'

const PATH = '/api/v2/accounts/{account_id}/live_reports'
const AGENTS_PER_PAGE = 25

const NO_TYPE: Problem = { kind: 'request', status: 422, text: '' }

/** Without a type there is nothing to say, and nothing is said. */
const renderNothing: Render = (problem) =>
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
    errors: ['access/forbidden'],
    render: renderNothing,
  },
  async ({ engine, caller, query }) => {
    if (query.type === undefined) return err(NO_TYPE)
    if (query.type === 'account') return shown(await engine.reports.live(caller.principal), presentLiveCounts)
    const members = await engine.access.members(caller.principal)
    if (!members.ok) return members
    const first = (pageNumber(query.page) - 1) * AGENTS_PER_PAGE
    const page = members.value.slice(first, first + AGENTS_PER_PAGE)
    return shown(await engine.reports.liveByMember(caller.principal), (groups) =>
      presentAgentLiveCounts(page, new Map(groups.map((group) => [group.memberId, group]))),
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
    reply: liveCountsSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) => shown(await engine.reports.live(caller.principal), presentLiveCounts),
)

const INVALID_GROUP: Problem = { kind: 'request', status: 422, text: 'invalid group_by' }

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
    if (query.group_by !== 'assignee_id') return err(INVALID_GROUP)
    const groups = await engine.reports.liveByMember(caller.principal)
    if (!groups.ok) return groups
    const members = await engine.access.members(caller.principal)
    if (!members.ok) return members
    const numbers = new Map<string | null, number>(members.value.map(({ id, number }) => [id, number]))
    return ok(
      groups.value.map(({ memberId, open, unattended, unassigned }) => ({
        assignee_id: numbers.get(memberId) ?? null,
        open,
        unattended,
        unassigned,
      })),
    )
  },
)

/** How it stands at this moment. */
export const liveReportRoutes = [conversations, metrics, groupedMetrics]
