import { inboxAgentBotSchema, pathNumber, presentInboxAgentBot, setAgentBotSchema } from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/inboxes/{id}'

const params = z.object({ id: pathNumber.describe('The id of the inbox') })

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/agent_bot`,
    operationId: 'getInboxAgentBot',
    summary: 'The bot that answers first in an inbox',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'inboxes:read',
    params,
    reply: inboxAgentBotSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.inboxes.agentIdentity(caller.principal, params.id), (identity) =>
      presentInboxAgentBot(identity, caller.organization.number),
    ),
)

const set = route(
  {
    methods: ['post'],
    path: `${PATH}/set_agent_bot`,
    operationId: 'setInboxAgentBot',
    summary: 'Have a bot answer first in an inbox, or no bot',
    description:
      'Conversations that start there, or are written to again after they were resolved, are pending until the bot opens them.',
    tag: 'Agent bots',
    door: accountDoor,
    operation: 'inboxes:write',
    params,
    body: setAgentBotSchema,
    reply: 'empty',
    errors: ['access/forbidden', 'inbox/not-found', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.inboxes.connectAgentIdentity(caller.principal, params.id, body.agent_bot ?? null, options),
      () => null,
    ),
)

/** Which bot answers first in an inbox. */
export const inboxAgentBotRoutes = [show, set]
