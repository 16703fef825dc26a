import { type CallOptions, err, ok, type Result, signingSecret } from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import { type AgentIdentityKeeper, leaveTrail } from './agent-identity-trail.ts'
import {
  type AgentIdentityName,
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  type Changed,
  changing,
  credentialOf,
  namedAgentIdentity,
} from './change-agent-identity.ts'
import { type Forbidden, permit } from './permissions.ts'

/** Gives an agent identity another token; the one it had is unknown from then on. */
export const resetAgentIdentityToken =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  (principal: AgentIdentityKeeper, name: AgentIdentityName, options: CallOptions = {}): Changed =>
    changing(
      ports,
      {
        principal,
        name,
        operation: 'agent-identities:write',
        options,
        action: 'agent-identity.credential-reset',
      },
      async (tx, agentIdentity) => {
        const accessToken = ports.secrets.token(24)
        const digest = ports.secrets.digest(accessToken)
        const credential = credentialOf(agentIdentity, { digest, createdAt: ports.clock.now() })
        await tx.agentIdentities.replaceCredentials(agentIdentity.id, [credential])
        const secret = await tx.agentIdentities.signingSecret(agentIdentity.id)
        return ok({ agentIdentity, signingSecret: secret, accessToken })
      },
    )

/** Gives an agent identity another secret: what it is told from then on is signed with it. */
export const resetAgentIdentitySecret =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  (principal: AgentIdentityKeeper, name: AgentIdentityName, options: CallOptions = {}): Changed =>
    changing(
      ports,
      {
        principal,
        name,
        operation: 'agent-identities:write',
        options,
        action: 'agent-identity.secret-reset',
      },
      async (tx, agentIdentity) => {
        const secret = signingSecret(ports.secrets)
        await tx.agentIdentities.setSigningSecret(agentIdentity.id, secret)
        return ok({ agentIdentity, signingSecret: secret, accessToken: null })
      },
    )

/** Removes an agent identity. Its token and its keys are unknown from then on; what it holds is released soon after. */
export const removeAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    name: AgentIdentityName,
    options: CallOptions = {},
  ): Promise<Result<null, Forbidden | AgentIdentityNotFound>> => {
    const permitted = permit(principal, 'agent-identities:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const identity = await namedAgentIdentity(tx, name)
      if (!identity) return err({ code: 'agent-identity/not-found' })
      await ports.onAgentIdentitySaved(tx, { ...identity, outgoingUrl: null }, '')
      const at = ports.clock.now()
      await tx.apiKeys.revokeOf(identity.id, at)
      await ports.onAgentIdentityRemoved(tx, identity.id)
      await tx.agentIdentities.remove(identity.id, at)
      await leaveTrail(ports, tx, {
        principal,
        options,
        action: 'agent-identity.removed',
        before: identity,
        identity,
      })
      return ok(null)
    })
  }
