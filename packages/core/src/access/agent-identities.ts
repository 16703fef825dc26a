import { err, ok, type Result } from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import { toHandle } from './agent-handle.ts'
import type { AgentIdentity } from './agent-identity.ts'
import type { AgentIdentityQueries } from './agent-identity-queries.ts'
import {
  type AgentIdentityName,
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  createAgentIdentity,
  type ToldAgentIdentity,
  updateAgentIdentity,
} from './change-agent-identity.ts'
import { type Forbidden, isAdministrator, permit } from './permissions.ts'
import type { MemberPrincipal } from './principal.ts'
import {
  removeAgentIdentity,
  resetAgentIdentitySecret,
  resetAgentIdentityToken,
} from './reset-agent-identity.ts'

export type AgentIdentitiesPorts<Tx extends AgentIdentityTransaction> = ChangeAgentIdentityPorts<Tx> & {
  readonly agentIdentityQueries: AgentIdentityQueries
}

/** The software that answers for an organization. Only administrators see what signs its webhooks. */
export interface AgentIdentities {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly ToldAgentIdentity[], Forbidden>>
  readonly get: (
    principal: MemberPrincipal,
    name: AgentIdentityName,
  ) => Promise<Result<ToldAgentIdentity, Forbidden | AgentIdentityNotFound>>
  readonly create: ReturnType<typeof createAgentIdentity>
  readonly update: ReturnType<typeof updateAgentIdentity>
  readonly remove: ReturnType<typeof removeAgentIdentity>
  readonly resetToken: ReturnType<typeof resetAgentIdentityToken>
  readonly resetSecret: ReturnType<typeof resetAgentIdentitySecret>
}

export const createAgentIdentities = <Tx extends AgentIdentityTransaction>(
  ports: AgentIdentitiesPorts<Tx>,
): AgentIdentities => ({
  list: async (principal) => {
    const permitted = permit(principal, 'agent-identities:read')
    if (!permitted.ok) return permitted
    return ok(await told(ports, principal, await ports.agentIdentityQueries.list(principal.organizationId)))
  },
  get: async (principal, name) => {
    const permitted = permit(principal, 'agent-identities:read')
    if (!permitted.ok) return permitted
    const { agentIdentityQueries: queries } = ports
    const found =
      typeof name === 'number'
        ? await queries.findByNumber(principal.organizationId, name)
        : await queries.findByHandle(principal.organizationId, toHandle(name))
    const [shown] = found ? await told(ports, principal, [found]) : []
    return shown ? ok(shown) : err({ code: 'agent-identity/not-found' })
  },
  create: createAgentIdentity(ports),
  update: updateAgentIdentity(ports),
  remove: removeAgentIdentity(ports),
  resetToken: resetAgentIdentityToken(ports),
  resetSecret: resetAgentIdentitySecret(ports),
})

const told = async (
  { agentIdentityQueries }: { readonly agentIdentityQueries: AgentIdentityQueries },
  principal: MemberPrincipal,
  identities: readonly AgentIdentity[],
): Promise<readonly ToldAgentIdentity[]> => {
  const secrets = isAdministrator(principal)
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
