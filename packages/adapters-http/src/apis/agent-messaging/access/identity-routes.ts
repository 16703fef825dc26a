import {
  createIdentitySchema,
  handleParamsSchema,
  identityListSchema,
  identitySchema,
  presentIdentity,
  toIdentityChanges,
  toIdentityInput,
  updateIdentitySchema,
} from '@parlance/contracts'
import { type AgentIdentity, type Engine, ok, type Result } from '@parlance/core'
import type { z } from 'zod'
import { NOT_FOUND } from '../../../kernel/problem.ts'
import { route } from '../../../kernel/route.ts'
import { type AgentMessagingCaller, agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/identities'

interface Asked {
  readonly engine: Engine
  readonly caller: AgentMessagingCaller
}

type Shown = z.output<typeof identitySchema>

const showAll = async (
  { engine, caller }: Asked,
  identities: readonly AgentIdentity[],
): Promise<readonly Shown[]> => {
  const ids = identities.map(({ id }) => id)
  const dates = await engine.agentIdentities.signingKeyDates(caller.principal, ids)
  return identities.map((identity) => presentIdentity(identity, dates.get(identity.id) ?? null))
}

const showOne = async <E>(
  asked: Asked,
  result: Result<{ readonly agentIdentity: AgentIdentity }, E>,
): Promise<Result<Shown, E>> => {
  if (!result.ok) return result
  const { agentIdentity } = result.value
  const dates = await asked.engine.agentIdentities.signingKeyDates(asked.caller.principal, [agentIdentity.id])
  return { ...result, value: presentIdentity(agentIdentity, dates.get(agentIdentity.id) ?? null) }
}

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createIdentity',
    summary: 'Add an identity',
    description: 'Its handle must be one that nobody has, in any organization.',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:write',
    body: createIdentitySchema,
    reply: identitySchema,
    status: 201,
    errors: [
      'access/forbidden',
      'validation/failed',
      'agent-identity/handle-taken',
      'agent-identity/too-many',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) =>
    showOne(
      { engine, caller },
      await engine.agentIdentities.create(caller.principal, toIdentityInput(body), options),
    ),
)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listIdentities',
    summary: 'The identities of the organization',
    description: 'With a key of an identity: that identity alone.',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:read',
    reply: identityListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) => {
    const listed = await engine.agentIdentities.list(caller.principal)
    if (!listed.ok) return listed
    return ok([
      ...(await showAll(
        { engine, caller },
        listed.value.map(({ agentIdentity }) => agentIdentity),
      )),
    ])
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{handle}`,
    operationId: 'getIdentity',
    summary: 'An identity',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:read',
    params: handleParamsSchema,
    reply: identitySchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params }) =>
    showOne({ engine, caller }, await engine.agentIdentities.get(caller.principal, params.handle)),
)

const update = route(
  {
    methods: ['patch'],
    path: `${PATH}/{handle}`,
    operationId: 'updateIdentity',
    summary: 'Change an identity',
    description: 'What is left out stays, and null clears. Its filter mode is for keys of the organization.',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:change',
    params: handleParamsSchema,
    body: updateIdentitySchema,
    reply: identitySchema,
    errors: [
      'access/forbidden',
      'validation/failed',
      'agent-identity/not-found',
      'agent-identity/handle-taken',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    showOne(
      { engine, caller },
      await engine.agentIdentities.update(caller.principal, params.handle, toIdentityChanges(body), options),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{handle}`,
    operationId: 'deleteIdentity',
    summary: 'Remove an identity',
    description:
      'Its keys open nothing any more, its webhooks are told nothing, and who is connected to it is disconnected. What was said stays in its inbox.',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:write',
    params: handleParamsSchema,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    engine.agentIdentities.remove(caller.principal, params.handle, options),
)

const releasePhoneNumber = route(
  {
    methods: ['delete'],
    path: `${PATH}/{handle}/phone_number`,
    operationId: 'releaseIdentityPhoneNumber',
    summary: 'Give back the telephone number of an identity',
    description: 'Identities have none here, so there is nothing to be found.',
    tag: 'Identities',
    door: agentMessagingDoor,
    operation: 'agent-identities:change',
    params: handleParamsSchema,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params }) => {
    const found = await engine.agentIdentities.get(caller.principal, params.handle)
    return found.ok ? { ok: false, error: { ...NOT_FOUND, text: 'The identity has no phone number' } } : found
  },
)

/** Agents that talk with people. */
export const identityRoutes = [create, list, show, update, remove, releasePhoneNumber]
