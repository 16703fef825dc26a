import {
  colleagueListSchema,
  cutList,
  listQuerySchema,
  presentColleague,
  presentList,
} from '@parlance/contracts'
import type { MemberId, TeamId } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { staffDoor } from '../kernel/doors.ts'
import { teamParams } from './team-params.ts'

const PATH = '/api/v1/teams/{id}/members'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listWorkTeamMembers',
    summary: 'The members of a team, by name',
    tag: 'Teams',
    door: staffDoor,
    operation: 'teams:read',
    params: teamParams,
    query: listQuerySchema,
    reply: colleagueListSchema,
    errors: ['access/forbidden', 'team/not-found'],
  },
  async ({ engine, caller, params, query }) =>
    shown(await engine.teams.membersById(caller.principal, params.id as TeamId), (members) =>
      presentList(cutList(members, query), query, presentColleague),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{uid}`,
    operationId: 'removeWorkTeamMember',
    summary: 'Let a member leave a team',
    description: 'It stays a member of the organization, and what it holds stays with it.',
    tag: 'Teams',
    door: staffDoor,
    operation: 'teams:write',
    params: teamParams.extend({ uid: z.uuid().describe('The id of the member') }),
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'team/not-found', 'team/not-in-team'],
  },
  async ({ engine, caller, params, options }) =>
    engine.teams.leave(
      caller.principal,
      { teamId: params.id as TeamId, memberId: params.uid as MemberId },
      options,
    ),
)

/** Who belongs to a team. */
export const teamMemberRoutes = [list, remove]
