import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  ok,
  once,
  type Result,
  signingSecret,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { HandleTaken, TooManyAgentIdentities } from './access-errors.ts'
import { handleFor } from './agent-handle.ts'
import type { AgentIdentity, NewAgentIdentity } from './agent-identity.ts'
import { type AgentIdentityInput, NO_SETTINGS, problemsOf, settingsAfter } from './agent-identity-settings.ts'
import { type AgentIdentityKeeper, leaveTrail } from './agent-identity-trail.ts'
import {
  type AgentIdentityTransaction,
  type ChangeAgentIdentityPorts,
  credentialOf,
  type ToldAgentIdentity,
  withInbox,
} from './change-agent-identity.ts'
import { type Forbidden, permit } from './permissions.ts'

/** The most agent identities an organization may have. */
export const MOST_AGENT_IDENTITIES = 1_000

type CreateError = Forbidden | ValidationFailed | TooManyAgentIdentities | HandleTaken

/** Makes an agent identity, with an access token and a secret that signs what it is told. */
export const createAgentIdentity =
  <Tx extends AgentIdentityTransaction>(ports: ChangeAgentIdentityPorts<Tx>) =>
  async (
    principal: AgentIdentityKeeper,
    input: AgentIdentityInput,
    options: CallOptions = {},
  ): Promise<Answer<ToldAgentIdentity, CreateError | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'agent-identities:write')
    if (!permitted.ok) return permitted
    const { clock, ids, secrets } = ports
    const settings = settingsAfter(NO_SETTINGS, {
      ...input,
      handle: input.handle ?? handleFor(input.name ?? '', secrets),
    })
    const problems = problemsOf(settings, input)
    if (problems.length > 0) return err(validationFailed(...problems))

    const { organizationId } = principal
    const now = clock.now()
    const draft: NewAgentIdentity = {
      ...settings,
      id: ids.next(),
      organizationId,
      inboxId: null,
      createdAt: now,
      updatedAt: now,
    }
    const accessToken = secrets.token(24)
    const credential = credentialOf(draft, { digest: secrets.digest(accessToken), createdAt: now })
    const secret = signingSecret(secrets)
    const keepInbox = await ports.keepInbox(principal)
    const made = await ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async (): Promise<Result<AgentIdentity, CreateError>> => {
        if ((await tx.agentIdentities.count()) >= MOST_AGENT_IDENTITIES)
          return err({ code: 'agent-identity/too-many', limit: MOST_AGENT_IDENTITIES })
        const inserted = await tx.agentIdentities.insert(draft, {
          signingSecret: secret,
          credentials: [credential],
        })
        if (!inserted.ok) return inserted
        const identity = await withInbox(keepInbox, tx, { before: null, after: inserted.value })
        if (identity !== inserted.value) await tx.agentIdentities.update(identity)
        await ports.onAgentIdentitySaved(tx, identity, secret)
        await leaveTrail(ports, tx, {
          principal,
          options,
          action: 'agent-identity.created',
          before: null,
          identity,
        })
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
