import type { AgentIdentityId, ApiKeyId, OrganizationId, Timestamp } from '../kernel/index.ts'
import type { ApiKey, KeptApiKey } from './api-key.ts'

/** Port. The keys of the organization that the unit of work is bound to. */
export interface ApiKeyStore {
  readonly find: (id: ApiKeyId) => Promise<ApiKey | null>
  /** How many there are that were not revoked. */
  readonly count: () => Promise<number>
  readonly insert: (kept: KeptApiKey) => Promise<void>
  /** Ends a key: its text is unknown from then on. One that was revoked before stays as it is. */
  readonly revoke: (id: ApiKeyId, at: Timestamp) => Promise<void>
  /** Ends every key of the agent identity. */
  readonly revokeOf: (agentIdentityId: AgentIdentityId, at: Timestamp) => Promise<void>
}

/** Part of the keys, newest first, and how many there are in all. */
export interface ApiKeyPage {
  readonly keys: readonly ApiKey[]
  readonly count: number
}

/** Port. Answers questions about keys. */
export interface ApiKeyQueries {
  readonly find: (organizationId: OrganizationId, id: ApiKeyId) => Promise<ApiKey | null>
  /** Revoked ones too. */
  readonly list: (
    organizationId: OrganizationId,
    page: { readonly limit: number; readonly offset: number },
  ) => Promise<ApiKeyPage>
}

/** When a key was used. */
export interface ApiKeyUse {
  readonly organizationId: OrganizationId
  readonly id: ApiKeyId
  readonly at: Timestamp
}

/** Port. Notes when keys were last used. */
export interface ApiKeyUses {
  /** Notes uses, each unless a later one is known. */
  readonly record: (uses: readonly ApiKeyUse[]) => Promise<void>
}
