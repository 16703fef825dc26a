import type { WebhookQueries } from '@parlance/core'
import { sql } from 'kysely'
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
  `select * from webhook_endpoints as endpoint
   where organization_id = $1 and state = 'enabled'
     and (format <> 'agent_messaging' or exists (
       select from agent_identities as identity
       where identity.organization_id = $1 and identity.id = endpoint.owner_agent_identity_id
         and identity.imessage_enabled
     ))
   order by number`,
)

/** Answers questions about webhook endpoints from the database. */
export const createWebhookQueries = ({ db, pool }: WebhookQueriesParts): WebhookQueries => ({
  list: async (organizationId, format) => {
    const rows = await db
      .of(organizationId)
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
  subscriptions: async (organizationId, { agentIdentityId, url, eventName }) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('format', '=', 'agent_messaging')
      .where('retired_at', 'is', null)
      .$if(agentIdentityId !== null, (query) => query.where('owner_agent_identity_id', '=', agentIdentityId))
      .$if(url !== null, (query) => query.where('url', '=', url ?? ''))
      .$if(eventName !== null, (query) => query.where(sql<boolean>`${eventName}::text = any(subscriptions)`))
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toWebhookEndpoint)
  },
  find: async (organizationId, id) => {
    const row = await db
      .of(organizationId)
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    return row ? toWebhookEndpoint(row) : null
  },
  enabled: async (organizationId) => {
    const rows = await withConnection(pool, organizationId, ({ run }) => run(ENABLED, [organizationId]))
    return rows.map(toWebhookEndpoint)
  },
})
