import type {
  AgentIdentityId,
  EndpointOwner,
  EventName,
  InboxId,
  NewWebhookEndpoint,
  OrganizationId,
  WebhookEndpoint,
  WebhookEndpointId,
  WebhookFormat,
} from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type JsonColumn, toJson } from '../kernel/json.ts'
import { type Moment, type NullableMoment, toIso, toIsoOrNull } from '../kernel/moment.ts'

export interface WebhookEndpointTable {
  organization_id: OrganizationId
  id: WebhookEndpointId
  number: GeneratedAlways<number>
  /** The inbox whose own endpoint it is; null for one of the organization. */
  owner_inbox_id: InboxId | null
  /** The agent identity whose own endpoint it is. */
  owner_agent_identity_id: AgentIdentityId | null
  format: WebhookFormat
  name: string | null
  url: string
  subscriptions: EventName[]
  inbox_id: InboxId | null
  secret: string
  ordered: boolean
  context_config: JsonColumn | null
  retired_at: NullableMoment
  state: WebhookEndpoint['state']
  failing_since: NullableMoment
  created_at: Moment
  updated_at: Moment
}

export type WebhookEndpointRow = Selectable<WebhookEndpointTable>

/** Whose endpoint it is. */
export const toOwner = (
  row: Pick<WebhookEndpointRow, 'owner_inbox_id' | 'owner_agent_identity_id'>,
): EndpointOwner => {
  if (row.owner_inbox_id !== null) return { type: 'inbox', inboxId: row.owner_inbox_id }
  return row.owner_agent_identity_id === null
    ? { type: 'organization' }
    : { type: 'agent_identity', agentIdentityId: row.owner_agent_identity_id }
}

export const toWebhookEndpoint = (row: WebhookEndpointRow): WebhookEndpoint => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  owner: toOwner(row),
  format: row.format,
  name: row.name,
  url: row.url,
  subscriptions: row.subscriptions,
  inboxId: row.inbox_id,
  secret: row.secret,
  ordered: row.ordered,
  ...(row.context_config && { contextConfig: row.context_config }),
  state: row.state,
  failingSince: row.failing_since,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const settingsOf = (endpoint: NewWebhookEndpoint) => ({
  owner_inbox_id: endpoint.owner.type === 'inbox' ? endpoint.owner.inboxId : null,
  owner_agent_identity_id: endpoint.owner.type === 'agent_identity' ? endpoint.owner.agentIdentityId : null,
  name: endpoint.name,
  url: endpoint.url,
  subscriptions: [...endpoint.subscriptions],
  inbox_id: endpoint.inboxId,
  secret: endpoint.secret,
  ordered: endpoint.ordered,
  context_config: endpoint.contextConfig ? toJson(endpoint.contextConfig) : null,
  state: endpoint.state,
  failing_since: toIsoOrNull(endpoint.failingSince),
  updated_at: toIso(endpoint.updatedAt),
})

export const fromWebhookEndpoint = (endpoint: NewWebhookEndpoint) => ({
  ...settingsOf(endpoint),
  organization_id: endpoint.organizationId,
  id: endpoint.id,
  format: endpoint.format,
  created_at: toIso(endpoint.createdAt),
})
