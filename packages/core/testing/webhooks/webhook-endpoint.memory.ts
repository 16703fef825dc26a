import type {
  AgentIdentityId,
  OrganizationId,
  WebhookEndpoint,
  WebhookEndpointStore,
  WebhookFormat,
  WebhookQueries,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const inUse = (tables: Tables, organizationId: OrganizationId): readonly WebhookEndpoint[] =>
  tables.endpoints
    .of(organizationId)
    .filter(({ id }) => !tables.retiredEndpoints.get(organizationId, id))
    .toSorted(by(({ number }) => number))

const ofIdentity =
  (id: AgentIdentityId, format: WebhookFormat) =>
  (endpoint: WebhookEndpoint): boolean =>
    endpoint.format === format &&
    endpoint.owner.type === 'agent_identity' &&
    endpoint.owner.agentIdentityId === id

const own = (tables: Tables, organizationId: OrganizationId): readonly WebhookEndpoint[] =>
  tables.endpoints
    .of(organizationId)
    .filter(({ owner }) => owner.type === 'organization')
    .toSorted(by(({ number }) => number))

export const memoryWebhookEndpointStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): WebhookEndpointStore => ({
  find: async (id) => inUse(tables, organizationId).find((endpoint) => endpoint.id === id) ?? null,
  findByNumber: async (number) =>
    inUse(tables, organizationId).find((endpoint) => endpoint.number === number) ?? null,
  ofInbox: async (inboxId) =>
    tables.endpoints
      .of(organizationId)
      .find(({ owner }) => owner.type === 'inbox' && owner.inboxId === inboxId) ?? null,
  ofAgentIdentity: async (id) => inUse(tables, organizationId).find(ofIdentity(id, 'channel')) ?? null,
  subscriptionsOf: async (id) => inUse(tables, organizationId).filter(ofIdentity(id, 'agent_messaging')),
  findByUrl: async (url, format) =>
    own(tables, organizationId).find((endpoint) => endpoint.url === url && endpoint.format === format) ??
    null,
  count: async () => own(tables, organizationId).length,
  insert: async (draft) => {
    const endpoint = { ...draft, number: nextNumber(tables, organizationId, 'webhook_endpoint') }
    tables.endpoints.insert(organizationId, endpoint.id, endpoint)
    return endpoint
  },
  update: async (endpoint) => {
    const before = tables.endpoints.get(organizationId, endpoint.id)
    if (before) tables.endpoints.put(organizationId, endpoint.id, { ...endpoint, number: before.number })
  },
  retire: async (id, at) => {
    const endpoint = inUse(tables, organizationId).find((one) => one.id === id)
    if (!endpoint) return
    tables.endpoints.put(organizationId, id, { ...endpoint, state: 'disabled', updatedAt: at })
    tables.retiredEndpoints.put(organizationId, id, { at })
    for (const row of tables.deliveries.of(organizationId)) {
      if (row.delivery.endpointId !== id || row.delivery.status !== 'pending') continue
      const delivery = { ...row.delivery, status: 'failed', nextAttemptAt: null } as const
      tables.deliveries.put(organizationId, delivery.id, { delivery, leasedUntil: null })
    }
  },
  remove: async (id) => {
    tables.endpoints.remove(organizationId, id)
    for (const { delivery } of tables.deliveries.of(organizationId)) {
      if (delivery.endpointId !== id) continue
      tables.deliveries.remove(organizationId, delivery.id)
      for (const attempt of tables.attempts.of(organizationId)) {
        if (attempt.deliveryId !== delivery.id) continue
        tables.attempts.remove(organizationId, attemptKey(attempt))
      }
    }
  },
})

/** An attempt's key among those of its organization. */
export const attemptKey = (attempt: { readonly deliveryId: string; readonly attempt: number }): string =>
  `${attempt.deliveryId} ${attempt.attempt}`

export const memoryWebhookQueries = (tables: Tables): WebhookQueries => ({
  list: async (organizationId, format) =>
    own(tables, organizationId)
      .filter((endpoint) => endpoint.format === format)
      .slice(0, 1_000),
  subscriptions: async (organizationId, { agentIdentityId, url, eventName }) =>
    inUse(tables, organizationId)
      .filter(
        ({ format, owner, ...endpoint }) =>
          format === 'agent_messaging' &&
          owner.type === 'agent_identity' &&
          (agentIdentityId === null || owner.agentIdentityId === agentIdentityId) &&
          (url === null || endpoint.url === url) &&
          (eventName === null || endpoint.subscriptions.includes(eventName)),
      )
      .slice(0, 1_000),
  find: async (organizationId, id) => inUse(tables, organizationId).find((one) => one.id === id) ?? null,
  enabled: async (organizationId) =>
    inUse(tables, organizationId).filter(
      ({ state, format, owner }) =>
        state === 'enabled' &&
        (format !== 'agent_messaging' ||
          (owner.type === 'agent_identity' &&
            tables.agentIdentities.get(organizationId, owner.agentIdentityId)?.identity.imessageEnabled)),
    ),
})
