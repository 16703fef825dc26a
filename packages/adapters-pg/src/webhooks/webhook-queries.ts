import type { WebhookQueries } from '@parlance/core'
import type { Pool } from 'pg'
import { withConnection } from '../kernel/connection.ts'
import type { Database } from '../kernel/database.ts'
import { statement } from '../kernel/statement.ts'
import { toWebhookEndpoint, type WebhookEndpointRow } from './webhook-endpoint-rows.ts'

const LIMIT = 1_000

interface WebhookQueriesParts {
  readonly db: Database
  readonly pool: Pool
}

/** Asked whenever something happened in an organization. */
const ENABLED = statement<WebhookEndpointRow>(
  'webhook-endpoints-enabled',
  "select * from webhook_endpoints where organization_id = $1 and state = 'enabled' order by number",
)

/** Answers questions about webhook endpoints from the database. */
export const createWebhookQueries = ({ db, pool }: WebhookQueriesParts): WebhookQueries => ({
  list: async (organizationId, format) => {
    const rows = await db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('owner_inbox_id', 'is', null)
      .where('owner_agent_identity_id', 'is', null)
      .where('format', '=', format)
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toWebhookEndpoint)
  },
  enabled: async (organizationId) => {
    const rows = await withConnection(pool, ({ run }) => run(ENABLED, [organizationId]))
    return rows.map(toWebhookEndpoint)
  },
})
