import {
  type Answer,
  blank,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  LONG_TEXT,
  notHttpUrl,
  ok,
  once,
  presence,
  type RecordedEvent,
  type Result,
  type Secrets,
  SHORT_TEXT,
  signingSecret,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { AgentIdentityNotFound, TooManyAgentIdentities } from './access-errors.ts'
import type { AgentIdentity, NewAgentIdentity } from './agent-identity.ts'
import type { AgentIdentityStore } from './agent-identity-store.ts'
import type { Credential } from './credential.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type MemberPrincipal, type SystemPrincipal } from './principal.ts'

/** The most agent identities an organization may have. */
export const MOST_AGENT_IDENTITIES = 1_000

/** What can be set on an agent identity: what is left out stays, null clears. */
export interface AgentIdentityChanges {
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  readonly outgoingUrl?: string | null | undefined
}

export interface AgentIdentityInput extends AgentIdentityChanges {
  readonly name: string
}

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

type Settings = Pick<AgentIdentity, 'name' | 'description' | 'outgoingUrl'>

const settingsAfter = (before: Settings, changes: AgentIdentityChanges): Settings => ({
  name: (changes.name ?? before.name).trim(),
  description: changes.description === undefined ? before.description : presence(changes.description),
  outgoingUrl: changes.outgoingUrl === undefined ? before.outgoingUrl : presence(changes.outgoingUrl),
})

const problemsOf = ({ name, description, outgoingUrl }: Settings): readonly FieldProblem[] => [
  ...blank('name', name),
  ...tooLong('name', name, SHORT_TEXT),
  ...tooLong('description', description, LONG_TEXT),
  ...(outgoingUrl === null ? [] : notHttpUrl('outgoingUrl', outgoingUrl)),
]

const credentialOf = (
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

type Changed = Promise<Result<ToldAgentIdentity, Forbidden | AgentIdentityNotFound | ValidationFailed>>

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

/** Gives an agent identity another token; the one it had is unknown from then on. */
export const resetAgentIdentityToken =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  (principal: AgentIdentityKeeper, number: number): Changed =>
    changing(ports, { principal, number }, async (tx, agentIdentity) => {
      const accessToken = ports.secrets.token(24)
      const digest = ports.secrets.digest(accessToken)
      const credential = credentialOf(agentIdentity, { digest, createdAt: ports.clock.now() })
      await tx.agentIdentities.replaceCredentials(agentIdentity.id, [credential])
      const secret = await tx.agentIdentities.signingSecret(agentIdentity.id)
      return ok({ agentIdentity, signingSecret: secret, accessToken })
    })

/** Gives an agent identity another secret: what it is told from then on is signed with it. */
export const resetAgentIdentitySecret =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  (principal: AgentIdentityKeeper, number: number): Changed =>
    changing(ports, { principal, number }, async (tx, agentIdentity) => {
      const secret = signingSecret(ports.secrets)
      await tx.agentIdentities.setSigningSecret(agentIdentity.id, secret)
      return ok({ agentIdentity, signingSecret: secret, accessToken: null })
    })

/** Removes an agent identity. Its token is unknown from then on; what it holds is released soon after. */
export const removeAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    number: number,
  ): Promise<Result<null, Forbidden | AgentIdentityNotFound>> => {
    const permitted = permit(principal, 'agent-identities:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const identity = await tx.agentIdentities.findByNumber(number)
      if (!identity) return err({ code: 'agent-identity/not-found' })
      await ports.onAgentIdentitySaved(tx, { ...identity, outgoingUrl: null }, '')
      await tx.agentIdentities.remove(identity.id, ports.clock.now())
      await tx.events.record([eventOf(ports, principal, { type: 'agent-identity.removed', identity })])
      return ok(null)
    })
  }

/** Changes one agent identity in a transaction, and tells that it was. */
const changing = async <Tx extends AgentIdentityTransaction>(
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

const eventOf = (
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
