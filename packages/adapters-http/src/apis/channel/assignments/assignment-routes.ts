import {
  assignConversationSchema,
  assigneeSchema,
  pathNumber,
  presentAgentBotSlim,
  presentAssignee,
  presentLeftTo,
} from '@parlance/contracts'
import { ok } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { anyoneDoor } from '../kernel/doors.ts'

const assign = route(
  {
    methods: ['post'],
    path: '/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments',
    operationId: 'assignConversation',
    summary: 'Give a conversation to an agent, to a bot, to a team, or to nobody',
    description:
      'Null, or the id of no agent, takes it from whoever holds it. With a `team_id` alone it is left to that team, or to none: an agent who is not in it is released, and the team may give it to one who is. With neither nothing changes.',
    tag: 'Assignments',
    door: anyoneDoor,
    operation: 'assignments:write',
    params: z.object({ conversation_id: pathNumber }),
    body: assignConversationSchema,
    reply: assigneeSchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'assignment/released',
      'agent-identity/not-found',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) => {
    const { principal, organization } = caller
    const { conversation_id } = params
    if (body.assignee_type === 'AgentBot' && body.assignee_id != null) {
      const { assignAgentIdentity } = engine.assignments
      return shown(
        await assignAgentIdentity(principal, conversation_id, body.assignee_id, options),
        ({ agentIdentity }) => presentAgentBotSlim(agentIdentity),
      )
    }
    if (body.assignee_id === undefined && body.team_id !== undefined) {
      const { leaveToTeam } = engine.assignments
      return shown(await leaveToTeam(principal, conversation_id, body.team_id, options), (left) =>
        presentLeftTo(left, organization.number),
      )
    }
    if (body.assignee_id === undefined) {
      const seen = await engine.conversations.get(principal, conversation_id)
      return seen.ok ? ok(null) : seen
    }
    const held = await engine.assignments.assign(principal, conversation_id, body.assignee_id, options)
    return shown(held, (after) => presentAssignee(after, organization.number))
  },
)

/** Who holds a conversation. */
export const assignmentRoutes = [assign]
