import {
  agentListSchema,
  createAgentSchema,
  createdAgentSchema,
  presentAgents,
  presentCreatedAgent,
  toMemberInput,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/agents'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listAgents',
    summary: 'The members of the account',
    tag: 'Agents',
    door: accountDoor,
    operation: 'members:read',
    reply: agentListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.access.members(caller.principal), (members) =>
      presentAgents(members, caller.organization.number),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createAgent',
    summary: 'Add a member',
    description:
      'The access token is told once. Only its digest is kept, so a repeated answer is without it.',
    tag: 'Agents',
    door: accountDoor,
    operation: 'members:write',
    limits: ['agentCreate'],
    body: createAgentSchema,
    root: 'agent',
    reply: createdAgentSchema,
    errors: ['access/forbidden', 'validation/failed', 'member/email-taken', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.access.addMember(caller.principal, toMemberInput(body), options), (added) =>
      presentCreatedAgent(added, caller.organization.number),
    ),
)

/** The members of an account. */
export const agentRoutes = [list, create]
