import {
  botTeamListSchema,
  botTeamSchema,
  createBotTeamSchema,
  listQuerySchema,
  presentBotTeam,
  presentList,
  shareBotSchema,
  toBotTeam,
} from '@parlance/contracts'
import type { AgentIdentityId, TeamId } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { staffDoor } from '../kernel/doors.ts'
import { teamParams } from './team-params.ts'

const PATH = '/api/v1/teams'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listWorkTeams',
    summary: 'The teams of the organization, by name',
    tag: 'Teams',
    door: staffDoor,
    operation: 'teams:read',
    query: listQuerySchema,
    reply: botTeamListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.teams.listInCompany(caller.principal, query), (found) =>
      presentList(found, query, presentBotTeam),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createWorkTeam',
    summary: 'Make a team',
    tag: 'Teams',
    door: staffDoor,
    operation: 'teams:write',
    body: createBotTeamSchema,
    reply: botTeamSchema,
    status: 201,
    errors: ['access/forbidden', 'team/too-many', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.teams.create(caller.principal, toBotTeam(body), options), (team) =>
      presentBotTeam({ team, members: 0, sharedAgentIdentities: [] }),
    ),
)

const SHARING = {
  tag: 'Teams',
  door: staffDoor,
  operation: 'teams:share-bot',
  errors: ['access/forbidden', 'team/not-found', 'agent-identity/not-found', 'idempotency/key-reused'],
} as const

const share = route(
  {
    ...SHARING,
    methods: ['post'],
    path: `${PATH}/{id}/share-bot`,
    operationId: 'shareBot',
    summary: 'Share a bot with a team',
    description:
      'The members of the team see the inboxes that the bot answers, and what is said there, for as long as it is shared. To share it again changes nothing.',
    params: teamParams,
    body: shareBotSchema,
    reply: botTeamSchema,
  },
  async ({ engine, caller, params, body, options }) => {
    const teamId = params.id as TeamId
    const agentIdentityId = body.bot_id as AgentIdentityId
    const shared = await engine.teams.shareAgentIdentity(
      caller.principal,
      { teamId, agentIdentityId },
      options,
    )
    if (!shared.ok) return shared
    const team = await engine.teams.getInCompany(caller.principal, teamId)
    return team.ok ? { ...shared, value: presentBotTeam(team.value) } : team
  },
)

const withdraw = route(
  {
    ...SHARING,
    methods: ['delete'],
    path: `${PATH}/{id}/share-bot/{bot_id}`,
    operationId: 'withdrawBot',
    summary: 'Share a bot with a team no longer',
    params: teamParams.extend({ bot_id: z.uuid().describe('The id of the bot') }),
    reply: 'empty',
    status: 204,
  },
  async ({ engine, caller, params, options }) =>
    engine.teams.withdrawAgentIdentity(
      caller.principal,
      { teamId: params.id as TeamId, agentIdentityId: params.bot_id as AgentIdentityId },
      options,
    ),
)

/** Teams, and the bots that are shared with them. */
export const teamRoutes = [list, create, share, withdraw]
