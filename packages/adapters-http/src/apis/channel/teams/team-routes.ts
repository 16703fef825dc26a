import {
  createTeamSchema,
  pathNumber,
  presentTeam,
  teamListSchema,
  teamSchema,
  toTeamChanges,
  updateTeamSchema,
} from '@parlance/contracts'
import type { Team } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/teams'

const params = z.object({ id: pathNumber.describe('The id of the team') })

const toCaller =
  ({ principal, organization }: MemberCaller) =>
  (team: Team) =>
    presentTeam(team, organization.number, principal)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listTeams',
    summary: 'The teams of the account',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:read',
    reply: teamListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.teams.list(caller.principal), (teams) => teams.map(toCaller(caller))),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createTeam',
    summary: 'Make a team',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:write',
    body: createTeamSchema,
    root: 'team',
    reply: teamSchema,
    errors: ['access/forbidden', 'team/too-many', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.teams.create(caller.principal, toTeamChanges(body), options), toCaller(caller)),
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getTeam',
    summary: 'A team',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:read',
    params,
    reply: teamSchema,
    errors: ['access/forbidden', 'team/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.teams.get(caller.principal, params.id), toCaller(caller)),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateTeam',
    summary: 'Change a team',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:write',
    params,
    body: updateTeamSchema,
    root: 'team',
    reply: teamSchema,
    errors: ['access/forbidden', 'team/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, body }) =>
    shown(await engine.teams.update(caller.principal, params.id, toTeamChanges(body)), toCaller(caller)),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'removeTeam',
    summary: 'Remove a team',
    description:
      'Conversations that were left to it are left to no team; whoever holds one goes on holding it.',
    tag: 'Teams',
    door: accountDoor,
    operation: 'teams:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'team/not-found'],
  },
  async ({ engine, caller, params }) => engine.teams.remove(caller.principal, params.id),
)

/** The teams of an account. */
export const teamRoutes = [list, create, show, update, remove]
