import {
  agentListSchema,
  agentSchema,
  createAgentSchema,
  createdAgentSchema,
  inviteAgentsSchema,
  pathNumber,
  presentAgent,
  presentAgents,
  presentCreatedAgent,
  toMemberChanges,
  toMemberInput,
  updateAgentSchema,
} from '@parlance/contracts'
import { err, type Refusal, type Result } from '@parlance/core'
import { z } from 'zod'
import { NOT_FOUND } from '../../../kernel/problem.ts'
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

const params = z.object({ id: pathNumber.describe('The id of the agent') })

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateAgent',
    summary: 'Change a member',
    description: 'The account keeps an administrator: the last one goes on to be one.',
    tag: 'Agents',
    door: accountDoor,
    operation: 'members:write',
    params,
    body: updateAgentSchema,
    root: 'agent',
    reply: agentSchema,
    errors: [
      'access/forbidden',
      'member/not-found',
      'member/last-administrator',
      'member/last-owner',
      'validation/failed',
    ],
  },
  async ({ engine, caller, params, body, options }) => {
    const updated = await engine.access.updateMember(
      caller.principal,
      params.id,
      toMemberChanges(body),
      options,
    )
    return shown(found(updated), (member) => presentAgent(member, caller.organization.number))
  },
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteAgent',
    limits: ['agentDelete'],
    summary: 'Remove a member',
    description:
      'Its token is unknown at once. What it holds is released soon after; what it said goes on to have its name.',
    tag: 'Agents',
    door: accountDoor,
    operation: 'members:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'member/not-found', 'member/last-administrator', 'member/last-owner'],
  },
  async ({ engine, caller, params, options }) =>
    found(await engine.access.removeMember(caller.principal, params.id, options)),
)

const invite = route(
  {
    methods: ['post'],
    path: `${PATH}/bulk_create`,
    operationId: 'createAgents',
    limits: ['agentCreate'],
    summary: 'Add members by their e-mail addresses',
    description:
      'Addresses that somebody signs in with already, and those that are none, are passed over. Nobody is told a token.',
    tag: 'Agents',
    door: accountDoor,
    operation: 'members:write',
    body: inviteAgentsSchema,
    reply: 'empty',
    errors: ['access/forbidden', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.access.addMembers(caller.principal, body.emails, options), () => null),
)

/** A member in the path that is not there is not found; one in a body is at fault. */
const found = <T, E extends Refusal>(result: Result<T, E>): Result<T, E | typeof NOT_FOUND> =>
  !result.ok && result.error.code === 'member/not-found' ? err(NOT_FOUND) : result

/** The members of an account. */
export const agentRoutes = [list, create, update, remove, invite]
