import type {
  AgentIdentity,
  AgentIdentityId,
  FilterMode,
  InboxId,
  NewAgentIdentity,
  OrganizationId,
  SigningKey,
} from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, type NullableMoment, toIso } from '../kernel/moment.ts'

export interface AgentIdentityTable {
  organization_id: OrganizationId
  id: AgentIdentityId
  number: GeneratedAlways<number>
  handle: string
  display_name: string | null
  name: string
  description: string | null
  outgoing_url: string | null
  imessage_enabled: boolean
  imessage_filter_mode: FilterMode
  inbox_id: InboxId | null
  signing_secret: string
  signing_key: string | null
  signing_key_created_at: NullableMoment
  created_at: Moment
  updated_at: Moment
  removed_at: NullableMoment
}

/** Leads from a handle to the agent identity that has it. */
export interface AgentHandleTable {
  handle: string
  organization_id: OrganizationId
  agent_identity_id: AgentIdentityId
}

/** Without the secret: what is loaded with these is told in events. */
export const AGENT_IDENTITY_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'handle',
  'display_name',
  'name',
  'description',
  'outgoing_url',
  'imessage_enabled',
  'imessage_filter_mode',
  'inbox_id',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof AgentIdentityTable)[]

export type AgentIdentityRow = Pick<Selectable<AgentIdentityTable>, (typeof AGENT_IDENTITY_COLUMNS)[number]>

export const toAgentIdentity = (row: AgentIdentityRow): AgentIdentity => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  handle: row.handle,
  displayName: row.display_name,
  name: row.name,
  description: row.description,
  outgoingUrl: row.outgoing_url,
  imessageEnabled: row.imessage_enabled,
  imessageFilterMode: row.imessage_filter_mode,
  inboxId: row.inbox_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What an update replaces. */
export const settingsOf = (identity: NewAgentIdentity) => ({
  handle: identity.handle,
  display_name: identity.displayName,
  name: identity.name,
  description: identity.description,
  outgoing_url: identity.outgoingUrl,
  imessage_enabled: identity.imessageEnabled,
  imessage_filter_mode: identity.imessageFilterMode,
  inbox_id: identity.inboxId,
  updated_at: toIso(identity.updatedAt),
})

/** What signs its webhooks on the messaging channel; null where it has no key. */
export const toSigningKey = ({
  signing_key: key,
  signing_key_created_at: createdAt,
}: Pick<Selectable<AgentIdentityTable>, 'signing_key' | 'signing_key_created_at'>): SigningKey | null =>
  key === null || createdAt === null ? null : { key, createdAt }
