import {
  type Answer,
  type ApiKeyId,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  type JsonObject,
  ok,
  once,
  type RecordedEvent,
  type Result,
  type Secrets,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type {
  AgentIdentityNotFound,
  ApiKeyNotFound,
  ApiKeyNotMintable,
  TooManyApiKeys,
} from './access-errors.ts'
import type { AgentIdentityQueries } from './agent-identity-queries.ts'
import { type ApiKey, withNewText } from './api-key.ts'
import { type ApiKeyInput, keyProblems, tidied } from './api-key-input.ts'
import type { ApiKeyPage, ApiKeyQueries, ApiKeyStore } from './api-key-store.ts'
import type { UsedKeys } from './api-key-uses.ts'
import { audited } from './audited.ts'
import type { CredentialedPrincipal } from './identify.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type SystemPrincipal } from './principal.ts'

/** The most keys an organization may have that are not revoked. */
export const MOST_API_KEYS = 1_000

/** Whoever may ask to change keys. */
export type ApiKeyKeeper = CredentialedPrincipal | SystemPrincipal

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

export interface ApiKeysPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly apiKeys: ApiKeyStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly apiKeyQueries: ApiKeyQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly usedKeys: UsedKeys
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

type Page = Parameters<ApiKeyQueries['list']>[1]

/** The keys of an organization. */
export interface ApiKeys {
  /** Makes a key. A key itself makes none that can do what it can. */
  readonly mint: (
    principal: ApiKeyKeeper,
    input: ApiKeyInput,
    options?: CallOptions,
  ) => Promise<Answer<MintedApiKey, MintApiKeyError>>
  readonly list: (principal: ApiKeyKeeper, page: Page) => Promise<Result<ApiKeyPage, Forbidden>>
  /** Ends a key: it is unknown within a second, everywhere. Harmless when repeated. */
  readonly revoke: (
    principal: ApiKeyKeeper,
    id: ApiKeyId,
    options?: CallOptions,
  ) => Promise<Result<ApiKey, Forbidden | ApiKeyNotFound>>
  /** The key that the caller came with; not for one that anybody may have. */
  readonly own: (principal: CredentialedPrincipal) => Promise<Result<ApiKey, Forbidden | ApiKeyNotFound>>
  /** Ends the key that the caller came with: whoever holds a key may do that, unless it is one that anybody may have. */
  readonly revokeOwn: (
    principal: CredentialedPrincipal,
    options?: CallOptions,
  ) => Promise<Result<ApiKey, Forbidden | ApiKeyNotFound>>
  /** Writes down which keys were used, as far as that was not done yet. Called before the process ends. */
  readonly flushUses: () => Promise<void>
}

export const createApiKeys = (ports: ApiKeysPorts): ApiKeys => ({
  mint: mint(ports),
  list: async (principal, page) => {
    const permitted = permit(principal, 'api-keys:read')
    return permitted.ok ? ok(await ports.apiKeyQueries.list(principal.organizationId, page)) : permitted
  },
  revoke: async (principal, id, options = {}) => {
    const permitted = permit(principal, 'api-keys:write')
    return permitted.ok ? revoked(ports, principal, { id, options }) : permitted
  },
  own: async (principal) => {
    const id = ownKeyId(principal, 'api-keys:read')
    if (!id.ok) return id
    const key = await ports.apiKeyQueries.find(principal.organizationId, id.value)
    return key ? ok(key) : err({ code: 'api-key/not-found' })
  },
  revokeOwn: async (principal, options = {}) => {
    const id = ownKeyId(principal, 'api-keys:write')
    return id.ok ? revoked(ports, principal, { id: id.value, options }) : id
  },
  flushUses: ports.usedKeys.flush,
})

const ownKeyId = (
  principal: CredentialedPrincipal,
  operation: 'api-keys:read' | 'api-keys:write',
): Result<ApiKeyId, Forbidden | ApiKeyNotFound> => {
  if (principal.type === 'client_key') return err({ code: 'access/forbidden', operation })
  const key = principal.type === 'member' ? undefined : principal.key
  return key ? ok(key.id) : err({ code: 'api-key/not-found' })
}

const mint =
  (ports: ApiKeysPorts): ApiKeys['mint'] =>
  async (principal, input, options = {}) => {
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
        await tx.events.record([keyEvent(ports, principal, { type: 'api-key.created', key: kept.key })])
        await tx.audit.record(
          audited(
            ports,
            { principal, origin: options.origin },
            {
              action: 'api-key.created',
              subject: { type: 'api_key', id: kept.key.id },
              after: shownOf(kept.key),
            },
          ),
        )
        return ok(kept.key)
      }),
    )
    if (!minted.ok) return minted
    // The text is not in the stored answer: what a repeated call is told is without it.
    return { ...minted, value: { key: minted.value, text: minted.replayed ? null : text } }
  }

const revoked = (
  ports: ApiKeysPorts,
  principal: ApiKeyKeeper,
  { id, options }: { readonly id: ApiKeyId; readonly options: CallOptions },
): Promise<Result<ApiKey, ApiKeyNotFound>> =>
  ports.unitOfWork.run(principal.organizationId, async (tx): Promise<Result<ApiKey, ApiKeyNotFound>> => {
    const before = await tx.apiKeys.find(id)
    if (!before) return err({ code: 'api-key/not-found' })
    if (before.revokedAt !== null) return ok(before)
    const at = ports.clock.now()
    await tx.apiKeys.revoke(id, at)
    const key = { ...before, revokedAt: at, updatedAt: at }
    await tx.events.record([keyEvent(ports, principal, { type: 'api-key.revoked', key })])
    await tx.audit.record(
      audited(
        ports,
        { principal, origin: options.origin },
        { action: 'api-key.revoked', subject: { type: 'api_key', id }, before: shownOf(before) },
      ),
    )
    return ok(key)
  })

/** What the audit log tells of a key. */
const shownOf = ({ kind, name, displayPrefix, last4, ...key }: ApiKey): JsonObject => ({
  kind,
  name,
  displayPrefix,
  last4,
  agentIdentityId: key.agentIdentityId,
  allowedOrigins: key.allowedOrigins,
  allowedBundleIds: key.allowedBundleIds,
})

const keyEvent = (
  { ids }: Pick<ApiKeysPorts, 'ids'>,
  principal: ApiKeyKeeper,
  { type, key }: { readonly type: string; readonly key: ApiKey },
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: key.organizationId,
  aggregate: { type: 'api_key', id: key.id },
  seq: null,
  occurredAt: key.updatedAt,
  actor: actorOf(principal),
  data: { key },
})
