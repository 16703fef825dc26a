import {
  type AgentIdentityId,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyStore,
  type IdSource,
  type InboxId,
  ok,
  type Result,
  type Secrets,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { AgentIdentityNotFound, HandleTaken } from './access-errors.ts'
import { toHandle } from './agent-handle.ts'
import type { AgentIdentity } from './agent-identity.ts'
import { type AgentIdentityChanges, problemsOf, settingsAfter } from './agent-identity-settings.ts'
import type { AgentIdentityStore } from './agent-identity-store.ts'
import { type AgentIdentityKeeper, leaveTrail } from './agent-identity-trail.ts'
import type { ApiKeyStore } from './api-key-store.ts'
import type { Credential } from './credential.ts'
import { type Forbidden, type Operation, permit } from './permissions.ts'

/** An agent identity with what signs its webhooks, and the token it was just given: that is told this once. */
export interface ToldAgentIdentity {
  readonly agentIdentity: AgentIdentity
  readonly signingSecret: string | null
  readonly accessToken: string | null
}

export interface AgentIdentityTransaction {
  readonly apiKeys: Pick<ApiKeyStore, 'revokeOf'>
  readonly agentIdentities: AgentIdentityStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
  readonly idempotency: IdempotencyStore
}

export interface ChangeAgentIdentityPorts<Tx extends AgentIdentityTransaction> {
  readonly unitOfWork: UnitOfWork<Tx>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  /** What keeps the inboxes of identities while the principal changes them. */
  readonly keepInbox: (principal: AgentIdentityKeeper) => Promise<KeepInbox<Tx>>
  /** Does what else follows from an agent identity's settings, in the same transaction; one without `outgoingUrl` is told nothing. */
  readonly onAgentIdentitySaved: (tx: Tx, identity: AgentIdentity, signingSecret: string) => Promise<void>
  /** Does what else follows from another signing key, in the same transaction. */
  readonly onSigningKeyMade: (tx: Tx, id: AgentIdentityId, key: string) => Promise<void>
  /** Ends what an agent identity has elsewhere, in the transaction that removes it. */
  readonly onAgentIdentityRemoved: (tx: Tx, id: AgentIdentityId) => Promise<void>
}

/** Opens the inbox of an identity that is on the messaging channel, or brings it up to date; its id, if there is one. */
export type KeepInbox<Tx> = (tx: Tx, change: AgentIdentityChange) => Promise<InboxId | null>

/** What becomes of an agent identity; nothing was before one that is new. */
export interface AgentIdentityChange {
  readonly before: AgentIdentity | null
  readonly after: AgentIdentity
}

/** The credential of an agent identity's token. */
export const credentialOf = (
  { id, organizationId }: Pick<AgentIdentity, 'id' | 'organizationId'>,
  { digest, createdAt }: Pick<Credential, 'digest' | 'createdAt'>,
): Credential => ({
  organizationId,
  kind: 'agent_identity',
  digest,
  memberId: null,
  agentIdentityId: id,
  createdAt,
})

/** The identity after the change with the inbox that it has then. */
export const withInbox = async <Tx>(
  keepInbox: KeepInbox<Tx>,
  tx: Tx,
  change: AgentIdentityChange,
): Promise<AgentIdentity> => {
  const inboxId = await keepInbox(tx, change)
  return inboxId === change.after.inboxId ? change.after : { ...change.after, inboxId }
}

type ChangeError = Forbidden | AgentIdentityNotFound | ValidationFailed

export type Changed<E = ChangeError> = Promise<Result<ToldAgentIdentity, E>>

/** Names an agent identity: a number is its number, a text is its handle. */
export type AgentIdentityName = number | string

/** The agent identity of this name; null where there is none. */
export const namedAgentIdentity = (
  {
    agentIdentities,
  }: { readonly agentIdentities: Pick<AgentIdentityStore, 'findByNumber' | 'findByHandle'> },
  name: AgentIdentityName,
): Promise<AgentIdentity | null> =>
  typeof name === 'number' ? agentIdentities.findByNumber(name) : agentIdentities.findByHandle(toHandle(name))

/** Whether the principal may ask about this agent identity: what acts as an identity, about itself alone. */
export const reachesIdentity = (
  principal: AgentIdentityKeeper,
  identity: Pick<AgentIdentity, 'id'>,
): boolean => principal.type !== 'agent_identity' || principal.agentIdentity.id === identity.id

/** Changes an agent identity's settings; its token and its secret stay. */
export const updateAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    name: AgentIdentityName,
    changes: AgentIdentityChanges,
    options: CallOptions = {},
  ): Changed<ChangeError | HandleTaken> => {
    const keepInbox = await ports.keepInbox(principal)
    const asked = { principal, name, options, operation: 'agent-identities:change' } as const
    return changing<Tx, HandleTaken>(ports, asked, async (tx, before) => {
      const settings = settingsAfter(before, changes)
      const problems = problemsOf(settings, changes)
      if (problems.length > 0) return err(validationFailed(...problems))
      // Whom an identity lets through is not its own to decide.
      const permitted =
        settings.imessageFilterMode === before.imessageFilterMode ||
        permit(principal, 'agent-identities:write')
      if (permitted !== true && !permitted.ok) return permitted
      const after: AgentIdentity = { ...before, ...settings, updatedAt: ports.clock.now() }
      const agentIdentity = await withInbox(keepInbox, tx, { before, after })
      const updated = await tx.agentIdentities.update(agentIdentity)
      if (!updated.ok) return updated
      return ok({
        agentIdentity,
        signingSecret: await tx.agentIdentities.signingSecret(before.id),
        accessToken: null,
      })
    })
  }

/** Changes one agent identity in a transaction, and tells that it was. */
export const changing = async <Tx extends AgentIdentityTransaction, E = never>(
  ports: ChangeAgentIdentityPorts<Tx>,
  asked: {
    readonly principal: AgentIdentityKeeper
    readonly name: AgentIdentityName
    readonly operation: Operation
    readonly options: CallOptions
    /** What the audit log calls it: that it was updated, when it is left out. */
    readonly action?: string
  },
  change: (tx: Tx, before: AgentIdentity) => Promise<Result<ToldAgentIdentity, ChangeError | E>>,
): Changed<ChangeError | E> => {
  const { principal, name, operation, options, action = 'agent-identity.updated' } = asked
  const permitted = permit(principal, operation)
  if (!permitted.ok) return permitted
  return ports.unitOfWork.run(principal.organizationId, async (tx): Changed<ChangeError | E> => {
    const before = await namedAgentIdentity(tx, name)
    if (!before) return err({ code: 'agent-identity/not-found' })
    if (!reachesIdentity(principal, before)) return err({ code: 'access/forbidden', operation })
    const changed = await change(tx, before)
    if (!changed.ok) return changed
    const { agentIdentity: identity, signingSecret: secret } = changed.value
    await ports.onAgentIdentitySaved(tx, identity, secret ?? '')
    await leaveTrail(ports, tx, { principal, options, action, before, identity })
    return changed
  })
}
