import type { WebhookQueries } from '@parlance/core'
import type { Database } from '../kernel/database.ts'
import { toWebhookEndpoint } from './webhook-endpoint-rows.ts'

const LIMIT = 1_000

/** Answers questions about webhook endpoints from the database. */
export const createWebhookQueries = (db: Database): WebhookQueries => ({
  list: async (organizationId) => {
    const rows = await db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('owner_inbox_id', 'is', null)
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toWebhookEndpoint)
  },
  enabled: async (organizationId) => {
    const rows = await db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('state', '=', 'enabled')
      .orderBy('number')
      .execute()
    return rows.map(toWebhookEndpoint)
  },
})
