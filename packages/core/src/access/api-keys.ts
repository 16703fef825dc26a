import { type ApiKeyId, type CallOptions, err, ok, type Result } from '../kernel/index.ts'
import type { ApiKeyNotFound } from './access-errors.ts'
import type { ApiKey } from './api-key.ts'
import { type ApiKeyKeeper, recordKeyChange } from './api-key-change.ts'
import type { ApiKeyPage, ApiKeyQueries } from './api-key-store.ts'
import type { UsedKeys } from './api-key-uses.ts'
import type { CredentialedPrincipal } from './identify.ts'
import { type MintApiKeyPorts, mintApiKey } from './mint-api-key.ts'
import { type Forbidden, permit } from './permissions.ts'

export interface ApiKeysPorts extends MintApiKeyPorts {
  readonly apiKeyQueries: ApiKeyQueries
  readonly usedKeys: UsedKeys
}

type Page = Parameters<ApiKeyQueries['list']>[1]

/** The keys of an organization. */
export interface ApiKeys {
  readonly mint: ReturnType<typeof mintApiKey>
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
  mint: mintApiKey(ports),
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
    await recordKeyChange(ports, tx, { principal, type: 'api-key.revoked', key, options })
    return ok(key)
  })
