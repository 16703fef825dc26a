import {
  type AgentIdentityId,
  err,
  type OrganizationId,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import { toHandle } from './agent-handle.ts'
import type { AgentIdentity } from './agent-identity.ts'
import type { AgentIdentityQueries } from './agent-identity-queries.ts'
import type { AgentIdentityKeeper } from './agent-identity-trail.ts'
import {
  type AgentIdentityName,
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  reachesIdentity,
  type ToldAgentIdentity,
  updateAgentIdentity,
} from './change-agent-identity.ts'
import { createAgentIdentity } from './create-agent-identity.ts'
import { type Forbidden, isAdministrator, permit } from './permissions.ts'
import {
  removeAgentIdentity,
  resetAgentIdentitySecret,
  resetAgentIdentityToken,
} from './reset-agent-identity.ts'
import { makeSigningKey } from './signing-key.ts'

export type AgentIdentitiesPorts<Tx extends AgentIdentityTransaction> = ChangeAgentIdentityPorts<Tx> & {
  readonly agentIdentityQueries: AgentIdentityQueries
}

type Found<T> = Promise<Result<T, Forbidden | AgentIdentityNotFound>>

/**
 * The software that answers for an organization. Only administrators see what signs its webhooks, and what acts as an
 * agent identity sees that one alone.
 */
export interface AgentIdentities {
  readonly list: (principal: AgentIdentityKeeper) => Promise<Result<readonly ToldAgentIdentity[], Forbidden>>
  readonly get: (
    principal: AgentIdentityKeeper,
    name: AgentIdentityName | Pick<AgentIdentity, 'id'>,
  ) => Found<ToldAgentIdentity>
  readonly create: ReturnType<typeof createAgentIdentity>
  readonly update: ReturnType<typeof updateAgentIdentity>
  readonly remove: ReturnType<typeof removeAgentIdentity>
  readonly resetToken: ReturnType<typeof resetAgentIdentityToken>
  readonly resetSecret: ReturnType<typeof resetAgentIdentitySecret>
  /** When each of these was given the key that signs its webhooks on the messaging channel; those without one are left out. */
  readonly signingKeyDates: (
    principal: AgentIdentityKeeper,
    ids: readonly AgentIdentityId[],
  ) => Promise<ReadonlyMap<AgentIdentityId, Timestamp>>
  readonly makeSigningKey: ReturnType<typeof makeSigningKey>
}

export const createAgentIdentities = <Tx extends AgentIdentityTransaction>(
  ports: AgentIdentitiesPorts<Tx>,
): AgentIdentities => ({
  list: async (principal) => {
    const permitted = permit(principal, 'agent-identities:read')
    if (!permitted.ok) return permitted
    const found =
      principal.type === 'agent_identity'
        ? [await ports.agentIdentityQueries.find(principal.organizationId, principal.agentIdentity.id)]
        : await ports.agentIdentityQueries.list(principal.organizationId)
    return ok(
      await told(
        ports,
        principal,
        found.filter((one) => one !== null),
      ),
    )
  },
  get: async (principal, name) => {
    const permitted = permit(principal, 'agent-identities:read')
    if (!permitted.ok) return permitted
    const found = await findNamed(ports, principal.organizationId, name)
    if (found && !reachesIdentity(principal, found))
      return err({ code: 'access/forbidden', operation: 'agent-identities:read' })
    const [shown] = found ? await told(ports, principal, [found]) : []
    return shown ? ok(shown) : err({ code: 'agent-identity/not-found' })
  },
  create: createAgentIdentity(ports),
  update: updateAgentIdentity(ports),
  remove: removeAgentIdentity(ports),
  resetToken: resetAgentIdentityToken(ports),
  resetSecret: resetAgentIdentitySecret(ports),
  signingKeyDates: async (principal, ids) => {
    const reached = ids.filter((id) => reachesIdentity(principal, { id }))
    const keys = await ports.agentIdentityQueries.signingKeys(principal.organizationId, reached)
    return new Map([...keys].map(([id, { createdAt }]) => [id, createdAt]))
  },
  makeSigningKey: makeSigningKey(ports),
})

const told = async (
  { agentIdentityQueries }: { readonly agentIdentityQueries: AgentIdentityQueries },
  principal: AgentIdentityKeeper,
  identities: readonly AgentIdentity[],
): Promise<readonly ToldAgentIdentity[]> => {
  const secrets =
    principal.type === 'member' && isAdministrator(principal)
      ? await agentIdentityQueries.signingSecrets(
          principal.organizationId,
          identities.map(({ id }) => id),
        )
      : null
  return identities.map((agentIdentity) => ({
    agentIdentity,
    signingSecret: secrets?.get(agentIdentity.id) ?? null,
    accessToken: null,
  }))
}

const findNamed = (
  { agentIdentityQueries: queries }: { readonly agentIdentityQueries: AgentIdentityQueries },
  organizationId: OrganizationId,
  name: AgentIdentityName | Pick<AgentIdentity, 'id'>,
): Promise<AgentIdentity | null> => {
  if (typeof name === 'object') return queries.find(organizationId, name.id)
  return typeof name === 'number'
    ? queries.findByNumber(organizationId, name)
    : queries.findByHandle(organizationId, toHandle(name))
}
