import {
  agentPayloadSchema,
  assignableAgentsQuerySchema,
  pathNumber,
  presentAgents,
} from '@parlance/contracts'
import type { Member } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const payload =
  ({ organization }: MemberCaller) =>
  (members: readonly Member[]) => ({ payload: presentAgents(members, organization.number) })

const ofInboxes = route(
  {
    methods: ['get'],
    path: '/api/v1/accounts/{account_id}/assignable_agents',
    operationId: 'listAssignableAgents',
    summary: 'Who can be given conversations of all these inboxes',
    description: 'The agents who answer in every one of them, and administrators.',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:read',
    query: assignableAgentsQuerySchema,
    reply: agentPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.inboxes.assignableMembers(caller.principal, query.inbox_ids ?? []), payload(caller)),
)

const ofInbox = route(
  {
    methods: ['get'],
    path: '/api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignable_agents',
    operationId: 'listAssignableAgentsOfInbox',
    summary: 'Who can be given conversations of an inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:read',
    params: z.object({ inbox_id: pathNumber.describe('The id of the inbox') }),
    reply: agentPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.inboxes.assignableMembers(caller.principal, [params.inbox_id]), payload(caller)),
)

/** Who can be given conversations. */
export const assignableAgentRoutes = [ofInboxes, ofInbox]
