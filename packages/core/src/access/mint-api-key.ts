import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  ok,
  once,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { AgentIdentityNotFound, ApiKeyNotMintable, TooManyApiKeys } from './access-errors.ts'
import type { AgentIdentityQueries } from './agent-identity-queries.ts'
import { type ApiKey, withNewText } from './api-key.ts'
import { type ApiKeyChangePorts, type ApiKeyKeeper, recordKeyChange } from './api-key-change.ts'
import { type ApiKeyInput, keyProblems, tidied } from './api-key-input.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf } from './principal.ts'

/** The most keys an organization may have that are not revoked. */
export const MOST_API_KEYS = 1_000

/** A new key, with its text: that is told this once, and not to a repeated call. */
export interface MintedApiKey {
  readonly key: ApiKey
  readonly text: string | null
}

export type MintApiKeyError =
  | Forbidden
  | ApiKeyNotMintable
  | ValidationFailed
  | AgentIdentityNotFound
  | TooManyApiKeys
  | IdempotencyKeyReused

export interface MintApiKeyPorts extends ApiKeyChangePorts {
  readonly agentIdentityQueries: AgentIdentityQueries
}

/** Makes a key. A key itself makes none that can do what it can. */
export const mintApiKey =
  (ports: MintApiKeyPorts) =>
  async (
    principal: ApiKeyKeeper,
    input: ApiKeyInput,
    options: CallOptions = {},
  ): Promise<Answer<MintedApiKey, MintApiKeyError>> => {
    const permitted = permit(principal, 'api-keys:write')
    if (!permitted.ok) return permitted
    if (principal.type === 'server_key' && input.kind === 'server')
      return err({ code: 'api-key/not-mintable' })
    const { organizationId } = principal
    const createdAt = ports.clock.now()
    const settings = tidied(input)
    const problems = keyProblems(settings, createdAt)
    if (problems.length > 0) return err(validationFailed(...problems))
    const { agentIdentityId } = settings
    if (agentIdentityId && !(await ports.agentIdentityQueries.find(organizationId, agentIdentityId)))
      return err({ code: 'agent-identity/not-found' })
    const made = { id: ports.ids.next<'api_key'>(), organizationId, createdBy: actorOf(principal), createdAt }
    const { text, ...kept } = withNewText({ ...settings, ...made }, ports.secrets)
    const minted = await ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.apiKeys.count()) >= MOST_API_KEYS)
          return err({ code: 'api-key/too-many', limit: MOST_API_KEYS })
        await tx.apiKeys.insert(kept)
        await recordKeyChange(ports, tx, { principal, type: 'api-key.created', key: kept.key, options })
        return ok(kept.key)
      }),
    )
    if (!minted.ok) return minted
    // The text is not in the stored answer: what a repeated call is told is without it.
    return { ...minted, value: { key: minted.value, text: minted.replayed ? null : text } }
  }
