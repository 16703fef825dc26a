import type { AgentIdentity, AgentIdentityId, NewAgentIdentity, OrganizationId } from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, type NullableMoment, toIso } from '../kernel/moment.ts'

export interface AgentIdentityTable {
  organization_id: OrganizationId
  id: AgentIdentityId
  number: GeneratedAlways<number>
  name: string
  description: string | null
  outgoing_url: string | null
  signing_secret: string
  created_at: Moment
  updated_at: Moment
  removed_at: NullableMoment
}

/** Without the secret: what is loaded with these is told in events. */
export const AGENT_IDENTITY_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'name',
  'description',
  'outgoing_url',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof AgentIdentityTable)[]

export type AgentIdentityRow = Pick<Selectable<AgentIdentityTable>, (typeof AGENT_IDENTITY_COLUMNS)[number]>

export const toAgentIdentity = (row: AgentIdentityRow): AgentIdentity => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  name: row.name,
  description: row.description,
  outgoingUrl: row.outgoing_url,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What an update replaces. */
export const settingsOf = (identity: NewAgentIdentity) => ({
  name: identity.name,
  description: identity.description,
  outgoing_url: identity.outgoingUrl,
  updated_at: toIso(identity.updatedAt),
})
