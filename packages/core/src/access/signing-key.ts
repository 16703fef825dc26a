import { type CallOptions, err, ok, type Result, signingSecret } from '../kernel/index.ts'
import type { AgentIdentityNotFound } from './access-errors.ts'
import type { SigningKey } from './agent-identity.ts'
import { type AgentIdentityKeeper, leaveTrail } from './agent-identity-trail.ts'
import {
  type AgentIdentityName,
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  namedAgentIdentity,
  reachesIdentity,
} from './change-agent-identity.ts'
import { type Forbidden, permit } from './permissions.ts'

/** Gives an agent identity another key that signs its webhooks on the messaging channel; the one it had signs nothing more. */
export const makeSigningKey =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    name: AgentIdentityName,
    options: CallOptions = {},
  ): Promise<Result<SigningKey, Forbidden | AgentIdentityNotFound>> => {
    const operation = 'agent-identities:change'
    const permitted = permit(principal, operation)
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const named = await namedAgentIdentity(tx, name)
      // Whoever subscribes at the same moment waits: what it signs with is the key of by then.
      const identity = named && (await tx.agentIdentities.lock(named.id))
      if (!identity) return err({ code: 'agent-identity/not-found' })
      if (!reachesIdentity(principal, identity)) return err({ code: 'access/forbidden', operation })
      const key = newSigningKey(ports)
      await tx.agentIdentities.setSigningKey(identity.id, key)
      await ports.onSigningKeyMade(tx, identity.id, key.key)
      await leaveTrail(ports, tx, {
        principal,
        options,
        action: 'agent-identity.signing-key-made',
        before: identity,
        identity,
      })
      return ok(key)
    })
  }

/** A key that nobody has. */
export const newSigningKey = ({
  secrets,
  clock,
}: Pick<ChangeAgentIdentityPorts<AgentIdentityTransaction>, 'secrets' | 'clock'>): SigningKey => ({
  key: signingSecret(secrets),
  createdAt: clock.now(),
})
