import {
  handleParamsSchema,
  presentSigningKey,
  presentSigningKeyStatus,
  signingKeySchema,
  signingKeyStatusSchema,
} from '@parlance/contracts'
import { type AgentIdentityKeeper, type Engine, err, ok } from '@parlance/core'
import type { RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { type AgentMessagingCaller, agentMessagingDoor } from '../kernel/doors.ts'

const OF_IDENTITY = '/api/v1/identities/{handle}/signing-key'
const OF_CALLER = '/api/v1/signing-keys'

const statusOf = async (engine: Engine, caller: AgentMessagingCaller, handle: string) => {
  const found = await engine.agentIdentities.get(caller.principal, handle)
  if (!found.ok) return found
  const { id } = found.value.agentIdentity
  const dates = await engine.agentIdentities.signingKeyDates(caller.principal, [id])
  return ok(presentSigningKeyStatus(dates.get(id) ?? null))
}

/** The handle of the identity whose key it is; null for a key of the organization. */
const ownHandle = ({ principal }: { readonly principal: AgentIdentityKeeper }): string | null =>
  principal.type === 'agent_identity' ? principal.agentIdentity.handle : null

const NO_IDENTITY: RequestProblem = {
  kind: 'request',
  status: 409,
  text: 'A key of the organization belongs to no identity: name one, at /api/v1/identities/{handle}/signing-key',
}

const make = route(
  {
    methods: ['post'],
    path: OF_IDENTITY,
    operationId: 'makeSigningKey',
    summary: 'Give an identity a key that signs its webhooks',
    description: 'The one that it had signs nothing from then on. The key is told this once.',
    tag: 'Signing keys',
    door: agentMessagingDoor,
    operation: 'agent-identities:change',
    params: handleParamsSchema,
    reply: signingKeySchema,
    status: 201,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    shown(
      await engine.agentIdentities.makeSigningKey(caller.principal, params.handle, options),
      presentSigningKey,
    ),
)

const status = route(
  {
    methods: ['get'],
    path: OF_IDENTITY,
    operationId: 'getSigningKeyStatus',
    summary: 'Whether the webhooks of an identity are signed',
    tag: 'Signing keys',
    door: agentMessagingDoor,
    operation: 'agent-identities:read',
    params: handleParamsSchema,
    reply: signingKeyStatusSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, params }) => statusOf(engine, caller, params.handle),
)

const makeOwn = route(
  {
    methods: ['post'],
    path: OF_CALLER,
    operationId: 'makeOwnSigningKey',
    summary: 'Give the identity that the key belongs to a key that signs its webhooks',
    description: 'As for an identity by its handle. A key of the organization belongs to none.',
    tag: 'Signing keys',
    door: agentMessagingDoor,
    operation: 'agent-identities:change',
    reply: signingKeySchema,
    status: 201,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller, options }) => {
    const handle = ownHandle(caller)
    if (handle === null) return err(NO_IDENTITY)
    return shown(
      await engine.agentIdentities.makeSigningKey(caller.principal, handle, options),
      presentSigningKey,
    )
  },
)

const ownStatus = route(
  {
    methods: ['get'],
    path: OF_CALLER,
    operationId: 'getOwnSigningKeyStatus',
    summary: 'Whether the webhooks of the identity that the key belongs to are signed',
    description: 'With a key of the organization: that it has none.',
    tag: 'Signing keys',
    door: agentMessagingDoor,
    operation: 'agent-identities:read',
    reply: signingKeyStatusSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller }) => {
    const handle = ownHandle(caller)
    return handle === null ? ok(presentSigningKeyStatus(null)) : statusOf(engine, caller, handle)
  },
)

/** What signs the webhooks of identities. */
export const signingKeyRoutes = [make, status, makeOwn, ownStatus]
