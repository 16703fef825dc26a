<<<<<<< HEAD
import { type CallOptions, err, ok, type Result, signingSecret } from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import { type AgentIdentityKeeper, leaveTrail } from './agent-identity-trail.ts'
=======
import { type CallOptions, err, ok, picked, type Result, signingSecret } from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import { audited } from './audited.ts'
>>>>>>> 9bb6683 (Tell the audit log who changes what, and let owners alone change who is one)
import {
  type AgentIdentityName,
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  type Changed,
  changing,
  credentialOf,
  identitySubject,
  namedAgentIdentity,
} from './change-agent-identity.ts'
import { type Forbidden, permit } from './permissions.ts'

type Origin = Pick<CallOptions, 'origin'>

const RESETTING = { operation: 'agent-identities:write' } as const

/** Gives an agent identity another token; the one it had is unknown from then on. */
export const resetAgentIdentityToken =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
<<<<<<< HEAD
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
=======
  (principal: AgentIdentityKeeper, name: AgentIdentityName, { origin }: Origin = {}): Changed =>
    changing(
      ports,
      { principal, name, ...RESETTING, action: 'agent-identity.token-reset', origin },
>>>>>>> 9bb6683 (Tell the audit log who changes what, and let owners alone change who is one)
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
<<<<<<< HEAD
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
=======
  (principal: AgentIdentityKeeper, name: AgentIdentityName, { origin }: Origin = {}): Changed =>
    changing(
      ports,
      { principal, name, ...RESETTING, action: 'agent-identity.secret-reset', origin },
>>>>>>> 9bb6683 (Tell the audit log who changes what, and let owners alone change who is one)
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
<<<<<<< HEAD
    options: CallOptions = {},
=======
    { origin }: Origin = {},
>>>>>>> 9bb6683 (Tell the audit log who changes what, and let owners alone change who is one)
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
<<<<<<< HEAD
      await leaveTrail(ports, tx, {
        principal,
        options,
        action: 'agent-identity.removed',
        before: identity,
        identity,
      })
=======
      await tx.events.record([
        agentIdentityEvent(ports, principal, { type: 'agent-identity.removed', identity }),
      ])
      const before = picked(identity, ['handle', 'name'])
      const news = { action: 'agent-identity.removed', subject: identitySubject(identity), before }
      await tx.audit.record(audited(ports, { principal, origin }, news))
>>>>>>> 9bb6683 (Tell the audit log who changes what, and let owners alone change who is one)
      return ok(null)
    })
  }
