import type {
  Actor,
  AgentIdentityId,
  ApiKey,
  ApiKeyId,
  ApiKeyKind,
  KeptApiKey,
  OrganizationId,
} from '@parlance/core'
import type { Selectable } from 'kysely'
import { type Moment, type NullableMoment, toIso, toIsoOrNull } from '../kernel/moment.ts'

export interface ApiKeyTable {
  organization_id: OrganizationId
  id: ApiKeyId
  kind: ApiKeyKind
  name: string
  description: string | null
  allowed_origins: string[]
  allowed_bundle_ids: string[]
  agent_identity_id: AgentIdentityId | null
  display_prefix: string
  last4: string
  digest: string
  created_by_type: Actor['type']
  created_by_id: string | null
  last_used_at: NullableMoment
  expires_at: NullableMoment
  revoked_at: NullableMoment
  created_at: Moment
  updated_at: Moment
}

export interface ApiKeyIdTable {
  id: ApiKeyId
  organization_id: OrganizationId
}

/** Without the digest: nobody needs it but who compares. */
export const API_KEY_COLUMNS = [
  'organization_id',
  'id',
  'kind',
  'name',
  'description',
  'allowed_origins',
  'allowed_bundle_ids',
  'agent_identity_id',
  'display_prefix',
  'last4',
  'created_by_type',
  'created_by_id',
  'last_used_at',
  'expires_at',
  'revoked_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ApiKeyTable)[]

export type ApiKeyRow = Pick<Selectable<ApiKeyTable>, (typeof API_KEY_COLUMNS)[number]>

export const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  organizationId: row.organization_id,
  kind: row.kind,
  name: row.name,
  description: row.description,
  allowedOrigins: row.allowed_origins,
  allowedBundleIds: row.allowed_bundle_ids,
  agentIdentityId: row.agent_identity_id,
  displayPrefix: row.display_prefix,
  last4: row.last4,
  // The check on the table is the proof that a type without an id is `system` and nothing else.
  createdBy: (row.created_by_id === null
    ? { type: 'system' }
    : { type: row.created_by_type, id: row.created_by_id }) as Actor,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromApiKey = ({ key, digest }: KeptApiKey) => ({
  organization_id: key.organizationId,
  id: key.id,
  kind: key.kind,
  name: key.name,
  description: key.description,
  allowed_origins: [...key.allowedOrigins],
  allowed_bundle_ids: [...key.allowedBundleIds],
  agent_identity_id: key.agentIdentityId,
  display_prefix: key.displayPrefix,
  last4: key.last4,
  digest,
  created_by_type: key.createdBy.type,
  created_by_id: key.createdBy.type === 'system' ? null : key.createdBy.id,
  last_used_at: toIsoOrNull(key.lastUsedAt),
  expires_at: toIsoOrNull(key.expiresAt),
  revoked_at: toIsoOrNull(key.revokedAt),
  created_at: toIso(key.createdAt),
  updated_at: toIso(key.updatedAt),
})
