import type { OrganizationId, WebhookEndpointStore } from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromWebhookEndpoint, settingsOf, toWebhookEndpoint } from './webhook-endpoint-rows.ts'

/** The organization's webhook endpoints in one transaction. */
export const createWebhookEndpointStore = (
  db: Executor,
  organizationId: OrganizationId,
): WebhookEndpointStore => ({
  find: async (id) => {
    const row = await endpoints(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  findByNumber: async (number) => {
    const row = await endpoints(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  ofInbox: async (inboxId) => {
    const row = await endpoints(db, organizationId).where('owner_inbox_id', '=', inboxId).executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  ofAgentIdentity: async (id) => {
    const row = await endpoints(db, organizationId)
      .where('owner_agent_identity_id', '=', id)
      .where('format', '=', 'channel')
      .executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  subscriptionsOf: async (id) => {
    const rows = await endpoints(db, organizationId)
      .where('owner_agent_identity_id', '=', id)
      .where('format', '=', 'agent_messaging')
      .orderBy('number')
      .execute()
    return rows.map(toWebhookEndpoint)
  },
  findByUrl: async (url, format) => {
    const row = await endpoints(db, organizationId)
      .where('owner_inbox_id', 'is', null)
      .where('owner_agent_identity_id', 'is', null)
      .where('url', '=', url)
      .where('format', '=', format)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  count: async () => {
    const { count } = await db
      .selectFrom('webhook_endpoints')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .where('owner_inbox_id', 'is', null)
      .where('owner_agent_identity_id', 'is', null)
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (endpoint) => {
    const row = await db
      .insertInto('webhook_endpoints')
      .values({ ...fromWebhookEndpoint(endpoint), organization_id: organizationId })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toWebhookEndpoint(row)
  },
  update: async (endpoint) => {
    await db
      .updateTable('webhook_endpoints')
      .set(settingsOf(endpoint))
      .where('organization_id', '=', organizationId)
      .where('id', '=', endpoint.id)
      .execute()
  },
  retire: async (id, at) => {
    await db
      .updateTable('deliveries')
      .set({ status: 'failed', next_attempt_at: null, leased_until: null })
      .where('organization_id', '=', organizationId)
      .where('endpoint_id', '=', id)
      .where('status', '=', 'pending')
      .execute()
    await db
      .updateTable('webhook_endpoints')
      .set({ state: 'disabled', retired_at: toIso(at), updated_at: toIso(at) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .execute()
  },
  remove: async (id) => {
    await db
      .deleteFrom('webhook_endpoints')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
})

const endpoints = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('retired_at', 'is', null)
