import type {
  OrganizationId,
  WebhookEndpoint,
  WebhookEndpointStore,
  WebhookQueries,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const own = (tables: Tables, organizationId: OrganizationId): readonly WebhookEndpoint[] =>
  tables.endpoints
    .of(organizationId)
    .filter(({ owner }) => owner.type === 'organization')
    .toSorted(by(({ number }) => number))

export const memoryWebhookEndpointStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): WebhookEndpointStore => ({
  find: async (id) => tables.endpoints.get(organizationId, id) ?? null,
  findByNumber: async (number) =>
    tables.endpoints.of(organizationId).find((endpoint) => endpoint.number === number) ?? null,
  ofInbox: async (inboxId) =>
    tables.endpoints
      .of(organizationId)
      .find(({ owner }) => owner.type === 'inbox' && owner.inboxId === inboxId) ?? null,
  ofAgentIdentity: async (id) =>
    tables.endpoints
      .of(organizationId)
      .find(({ owner }) => owner.type === 'agent_identity' && owner.agentIdentityId === id) ?? null,
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
  enabled: async (organizationId) =>
    tables.endpoints
      .of(organizationId)
      .filter(({ state }) => state === 'enabled')
      .toSorted(by(({ number }) => number)),
})
