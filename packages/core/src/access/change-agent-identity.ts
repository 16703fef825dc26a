import {
  type Answer,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type RecordedEvent,
  type Result,
  type Secrets,
  signingSecret,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { AgentIdentityNotFound, TooManyAgentIdentities } from './access-errors.ts'
import type { AgentIdentity, NewAgentIdentity } from './agent-identity.ts'
import {
  type AgentIdentityChanges,
  type AgentIdentityInput,
  problemsOf,
  settingsAfter,
} from './agent-identity-settings.ts'
import type { AgentIdentityStore } from './agent-identity-store.ts'
import type { Credential } from './credential.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type MemberPrincipal, type SystemPrincipal } from './principal.ts'

/** The most agent identities an organization may have. */
export const MOST_AGENT_IDENTITIES = 1_000

/** An agent identity with what signs its webhooks, and the token it was just given: that is told this once. */
export interface ToldAgentIdentity {
  readonly agentIdentity: AgentIdentity
  readonly signingSecret: string | null
  readonly accessToken: string | null
}

export interface AgentIdentityTransaction {
  readonly agentIdentities: AgentIdentityStore
  readonly events: EventRecorder
  readonly idempotency: IdempotencyStore
}

export interface ChangeAgentIdentityPorts<Tx extends AgentIdentityTransaction> {
  readonly unitOfWork: UnitOfWork<Tx>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  /** Does what else follows from an agent identity's settings, in the same transaction; one without `outgoingUrl` is told nothing. */
  readonly onAgentIdentitySaved: (tx: Tx, identity: AgentIdentity, signingSecret: string) => Promise<void>
}

export type AgentIdentityKeeper = MemberPrincipal | SystemPrincipal

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

/** Makes an agent identity, with an access token and a secret that signs what it is told. */
export const createAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    input: AgentIdentityInput,
    options: CallOptions = {},
  ): Promise<
    Answer<ToldAgentIdentity, Forbidden | ValidationFailed | TooManyAgentIdentities | IdempotencyKeyReused>
  > => {
    const permitted = permit(principal, 'agent-identities:write')
    if (!permitted.ok) return permitted
    const settings = settingsAfter({ name: '', description: null, outgoingUrl: null }, input)
    const problems = problemsOf(settings)
    if (problems.length > 0) return err(validationFailed(...problems))

    const { clock, ids, secrets } = ports
    const { organizationId } = principal
    const now = clock.now()
    const draft: NewAgentIdentity = {
      ...settings,
      id: ids.next(),
      organizationId,
      createdAt: now,
      updatedAt: now,
    }
    const accessToken = secrets.token(24)
    const credential = credentialOf(draft, { digest: secrets.digest(accessToken), createdAt: now })
    const secret = signingSecret(secrets)
    const made = await ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.agentIdentities.count()) >= MOST_AGENT_IDENTITIES)
          return err({ code: 'agent-identity/too-many', limit: MOST_AGENT_IDENTITIES })
        const identity = await tx.agentIdentities.insert(draft, {
          signingSecret: secret,
          credentials: [credential],
        })
        await ports.onAgentIdentitySaved(tx, identity, secret)
        await tx.events.record([eventOf(ports, principal, { type: 'agent-identity.created', identity })])
        return ok(identity)
      }),
    )
    if (!made.ok) return made
    // Neither is in the stored answer: what a repeated call is told is without them.
    const told = made.replayed
      ? { signingSecret: null, accessToken: null }
      : { signingSecret: secret, accessToken }
    return { ...made, value: { agentIdentity: made.value, ...told } }
  }

export type Changed = Promise<Result<ToldAgentIdentity, Forbidden | AgentIdentityNotFound | ValidationFailed>>

/** Changes an agent identity's settings; its token and its secret stay. */
export const updateAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  (principal: AgentIdentityKeeper, number: number, changes: AgentIdentityChanges): Changed =>
    changing(ports, { principal, number }, async (tx, before) => {
      const settings = settingsAfter(before, changes)
      const problems = problemsOf(settings)
      if (problems.length > 0) return err(validationFailed(...problems))
      const agentIdentity: AgentIdentity = { ...before, ...settings, updatedAt: ports.clock.now() }
      await tx.agentIdentities.update(agentIdentity)
      return ok({
        agentIdentity,
        signingSecret: await tx.agentIdentities.signingSecret(before.id),
        accessToken: null,
      })
    })

/** Changes one agent identity in a transaction, and tells that it was. */
export const changing = async <Tx extends AgentIdentityTransaction>(
  ports: ChangeAgentIdentityPorts<Tx>,
  asked: { readonly principal: AgentIdentityKeeper; readonly number: number },
  change: (tx: Tx, before: AgentIdentity) => Promise<Result<ToldAgentIdentity, ValidationFailed>>,
): Changed => {
  const { principal, number } = asked
  const permitted = permit(principal, 'agent-identities:write')
  if (!permitted.ok) return permitted
  return ports.unitOfWork.run(principal.organizationId, async (tx): Changed => {
    const before = await tx.agentIdentities.findByNumber(number)
    if (!before) return err({ code: 'agent-identity/not-found' })
    const changed = await change(tx, before)
    if (!changed.ok) return changed
    const { agentIdentity: identity, signingSecret: secret } = changed.value
    await ports.onAgentIdentitySaved(tx, identity, secret ?? '')
    await tx.events.record([eventOf(ports, principal, { type: 'agent-identity.updated', identity })])
    return changed
  })
}

/** An event that tells an agent identity as it is by then. */
export const eventOf = (
  { ids, clock }: { readonly ids: IdSource; readonly clock: Clock },
  principal: AgentIdentityKeeper,
  { type, identity }: { readonly type: string; readonly identity: AgentIdentity },
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: identity.organizationId,
  aggregate: { type: 'agent_identity', id: identity.id },
  seq: null,
  occurredAt: clock.now(),
  actor: actorOf(principal),
  data: { agentIdentity: identity },
})
