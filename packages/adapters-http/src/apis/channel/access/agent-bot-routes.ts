import {
  agentBotListSchema,
  agentBotSchema,
  createAgentBotSchema,
  pathNumber,
  presentToldAgentBot,
  toAgentIdentityChanges,
  updateAgentBotSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/agent_bots'

const params = z.object({ id: pathNumber.describe('The id of the bot') })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listAgentBots',
    summary: 'The bots of the account',
    description: 'What signs their webhooks is shown to administrators only.',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:read',
    reply: agentBotListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.agentIdentities.list(caller.principal), (identities) =>
      identities.map((told) => presentToldAgentBot(told, caller.organization.number)),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createAgentBot',
    summary: 'Add a bot',
    description:
      'The access token is told once. Only its digest is kept, so a repeated answer is without it.',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:write',
    body: createAgentBotSchema,
    root: 'agent_bot',
    reply: agentBotSchema,
    errors: [
      'access/forbidden',
      'validation/failed',
      'agent-identity/handle-taken',
      'agent-identity/too-many',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) => {
    const input = { ...toAgentIdentityChanges(body), name: body.name ?? '' }
    return shown(await engine.agentIdentities.create(caller.principal, input, options), (told) =>
      presentToldAgentBot(told, caller.organization.number),
    )
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getAgentBot',
    summary: 'A bot of the account',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:read',
    params,
    reply: agentBotSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.agentIdentities.get(caller.principal, params.id), (told) =>
      presentToldAgentBot(told, caller.organization.number),
    ),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateAgentBot',
    summary: 'Change a bot',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:write',
    params,
    body: updateAgentBotSchema,
    root: 'agent_bot',
    reply: agentBotSchema,
    errors: [
      'access/forbidden',
      'agent-identity/not-found',
      'agent-identity/handle-taken',
      'validation/failed',
    ],
  },
  async ({ engine, caller, params, body, options }) => {
    const changes = toAgentIdentityChanges(body)
    return shown(await engine.agentIdentities.update(caller.principal, params.id, changes, options), (told) =>
      presentToldAgentBot(told, caller.organization.number),
    )
  },
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteAgentBot',
    summary: 'Remove a bot',
    description:
      'Its token is unknown at once, and no inbox is connected to it any more. What it holds is released soon after.',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    engine.agentIdentities.remove(caller.principal, params.id, options),
)

const resetToken = route(
  {
    methods: ['post'],
    path: `${PATH}/{id}/reset_access_token`,
    operationId: 'resetAgentBotAccessToken',
    summary: 'Give a bot another access token',
    description: 'The one that it had is unknown from then on.',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:write',
    params,
    reply: agentBotSchema,
    errors: ['access/forbidden', 'agent-identity/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.agentIdentities.resetToken(caller.principal, params.id, options), (told) =>
      presentToldAgentBot(told, caller.organization.number),
    ),
)

const resetSecret = route(
  {
    methods: ['post'],
    path: `${PATH}/{id}/reset_secret`,
    operationId: 'resetAgentBotSecret',
    summary: 'Sign what a bot is told with another secret',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'agent-identities:write',
    params,
    reply: agentBotSchema,
    errors: ['access/forbidden', 'agent-identity/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.agentIdentities.resetSecret(caller.principal, params.id, options), (told) =>
      presentToldAgentBot(told, caller.organization.number),
    ),
)

/** The software that answers for an account. */
export const agentBotRoutes = [list, create, show, update, remove, resetToken, resetSecret]
