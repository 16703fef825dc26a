import {
  imessageAssignmentListSchema,
  imessageAssignmentParamsSchema,
  listImessageAssignmentsSchema,
  presentImessageAssignment,
  triageNumberQuerySchema,
  triageNumberSchema,
} from '@parlance/contracts'
import { type AgentIdentityId, type Engine, err, ok } from '@parlance/core'
import { NOT_FOUND } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { type AgentMessagingCaller, agentMessagingDoor } from '../kernel/doors.ts'

/** The identity that is asked about; null for none in particular. */
const askedFor = async (
  engine: Engine,
  { principal }: AgentMessagingCaller,
  id: AgentIdentityId | undefined,
) => {
  if (principal.type === 'agent_identity') {
    return id === undefined || id === principal.agentIdentity.id
      ? ok(principal.agentIdentity)
      : err({ code: 'access/forbidden', operation: 'connections:read' } as const)
  }
  if (id === undefined) return ok(null)
  return shown(await engine.agentIdentities.get(principal, { id }), ({ agentIdentity }) => agentIdentity)
}

const list = route(
  {
    methods: ['get'],
    path: '/api/v1/imessage/assignments',
    operationId: 'listImessageAssignments',
    summary: 'Who is connected now',
    description:
      'The newest first. Who disconnected is not listed: see `assignment_status` of conversations.',
    tag: 'Connections',
    door: agentMessagingDoor,
    operation: 'connections:read',
    query: listImessageAssignmentsSchema,
    reply: imessageAssignmentListSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, query: { agent_identity_id, limit, offset } }) => {
    const identity = await askedFor(engine, caller, agent_identity_id)
    if (!identity.ok) return identity
    const page = { agentIdentityId: identity.value?.id ?? null, limit, offset }
    return shown(await engine.connections.list(caller.principal, page), (all) =>
      all.map((one) => presentImessageAssignment(one, caller.organization.id)),
    )
  },
)

const triage = route(
  {
    methods: ['get'],
    path: '/api/v1/imessage/triage-number',
    operationId: 'getImessageTriageNumber',
    summary: 'What people text to whom to be connected',
    description: 'With a key of an identity, or for an `agent_identity_id`, the command names the identity.',
    tag: 'Connections',
    door: agentMessagingDoor,
    operation: 'connections:read',
    query: triageNumberQuerySchema,
    reply: triageNumberSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, query }) => {
    const identity = await askedFor(engine, caller, query.agent_identity_id)
    if (!identity.ok) return identity
    const router = engine.connections.router(identity.value)
    return router ? ok({ number: router.number, connect_command: router.command }) : err(NOT_FOUND)
  },
)

const end = route(
  {
    methods: ['delete'],
    path: '/api/v1/imessage/assignments/{assignment_id}',
    operationId: 'endImessageAssignment',
    summary: 'End a connection',
    description: 'For administrators. The human is not told; what was said stays readable.',
    tag: 'Connections',
    door: agentMessagingDoor,
    operation: 'connections:end',
    params: imessageAssignmentParamsSchema,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'connection/not-found'],
  },
  async ({ engine, caller: { principal }, params }) =>
    principal.type === 'agent_identity'
      ? err({ code: 'access/forbidden', operation: 'connections:end' })
      : engine.connections.end(principal, params.assignment_id),
)

/** Connections of people and identities. */
export const assignmentRoutes = [list, end, triage]
