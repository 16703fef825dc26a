import {
  agentListSchema,
  pathNumber,
  presentAgents,
  teamMembersSchema,
  toTeamMembers,
} from '@parlance/contracts'
import type { Member } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/teams/{team_id}/team_members'

const params = z.object({ team_id: pathNumber.describe('The id of the team') })

const agents =
  ({ organization }: MemberCaller) =>
  (members: readonly Member[]) =>
    presentAgents(members, organization.number)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listTeamMembers',
    summary: 'The agents of a team',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:read',
    params,
    reply: agentListSchema,
    errors: ['access/forbidden', 'team/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.teams.members(caller.principal, params.team_id), agents(caller)),
)

const CHANGING = {
  path: PATH,
  tag: 'Teams',
  door: accountDoor,
  operation: 'teams:write',
  params,
  body: teamMembersSchema,
  errors: ['access/forbidden', 'team/not-found', 'team/unknown-members', 'idempotency/key-reused'],
} as const

const add = route(
  {
    ...CHANGING,
    methods: ['post'],
    operationId: 'addTeamMembers',
    summary: 'Take agents into a team',
    description: 'Answers those of them who were no members before.',
    reply: agentListSchema,
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.teams.addMembers(caller.principal, toTeamMembers(params.team_id, body), options),
      agents(caller),
    ),
)

const replace = route(
  {
    ...CHANGING,
    methods: ['patch', 'put'],
    operationId: 'replaceTeamMembers',
    summary: 'Say which agents a team has',
    reply: agentListSchema,
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.teams.replaceMembers(caller.principal, toTeamMembers(params.team_id, body), options),
      agents(caller),
    ),
)

const remove = route(
  {
    ...CHANGING,
    methods: ['delete'],
    operationId: 'removeTeamMembers',
    summary: 'Let agents leave a team',
    description: 'What they hold stays with them.',
    reply: 'empty',
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.teams.removeMembers(caller.principal, toTeamMembers(params.team_id, body), options),
      () => null,
    ),
)

/** Who belongs to a team. */
export const teamMemberRoutes = [list, add, replace, remove]
