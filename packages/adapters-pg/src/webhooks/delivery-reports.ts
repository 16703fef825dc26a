import type {
  AgentIdentityId,
  Attempt,
  DeliveryId,
  DeliveryQuery,
  DeliveryReport,
  DeliveryStore,
  InboxId,
  OrganizationId,
  WebhookFormat,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { listed } from '../kernel/recordset.ts'
import { DELIVERY_COLUMNS, type DeliveryRow, toAttempt, toDelivery } from './delivery-rows.ts'
import { toOwner } from './webhook-endpoint-rows.ts'

interface ReportRow extends DeliveryRow {
  readonly owner_inbox_id: InboxId | null
  readonly owner_agent_identity_id: AgentIdentityId | null
  readonly format: WebhookFormat
  readonly retired: boolean
}

/** The log of deliveries with what came of them. */
export const createDeliveryReports = (db: Database): Pick<DeliveryStore, 'reports' | 'report'> => ({
  reports: async (organizationId, query) => {
    const { rows } = await selectReports(organizationId, query).execute(db.of(organizationId))
    return toReports(db, organizationId, rows)
  },
  report: async (organizationId, id) => {
    const { rows } = await selectReport(organizationId, id).execute(db.of(organizationId))
    return (await toReports(db, organizationId, rows))[0] ?? null
  },
})

const REPORTED = sql.raw(
  `${listed(DELIVERY_COLUMNS.map((column) => `delivery.${column}`))}, endpoint.owner_inbox_id,
   endpoint.owner_agent_identity_id, endpoint.format, endpoint.retired_at is not null as retired`,
)

/** The newest of each endpoint, and of those the newest: an index gives them, however many there are. */
const selectReports = (organizationId: OrganizationId, query: DeliveryQuery) => {
  const wanted = query.offset + query.limit
  return sql<ReportRow>`
    select ${REPORTED}
    from webhook_endpoints as endpoint
    cross join lateral (
      select * from deliveries
      where deliveries.organization_id = ${organizationId} and deliveries.endpoint_id = endpoint.id
        ${and(query.eventName !== null, sql`deliveries.event_name = ${query.eventName}`)}
        ${and(query.delivered === true, sql`deliveries.status = 'delivered'`)}
        ${and(query.delivered === false, sql`deliveries.status <> 'delivered'`)}
      order by deliveries.created_at desc, deliveries.id desc
      limit ${wanted}
    ) as delivery
    where endpoint.organization_id = ${organizationId} and endpoint.format = ${query.format}
      ${and(query.agentIdentityId !== null, sql`endpoint.owner_agent_identity_id = ${query.agentIdentityId}`)}
      ${and(query.endpointId !== null, sql`endpoint.id = ${query.endpointId}`)}
    order by delivery.created_at desc, delivery.id desc
    limit ${query.limit} offset ${query.offset}`
}

const and = (asked: boolean, condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  asked ? sql`and ${condition}` : sql``

const selectReport = (organizationId: OrganizationId, id: DeliveryId) => sql<ReportRow>`
  select ${REPORTED}
  from deliveries as delivery
  join webhook_endpoints as endpoint
    on endpoint.organization_id = ${organizationId} and endpoint.id = delivery.endpoint_id
  where delivery.organization_id = ${organizationId} and delivery.id = ${id}`

const toReports = async (
  db: Database,
  organizationId: OrganizationId,
  rows: readonly ReportRow[],
): Promise<readonly DeliveryReport[]> => {
  const ids = rows.map(({ id }) => id)
  const attempts = await lastAttempts(db, organizationId, ids)
  return rows.map((row) => ({
    delivery: toDelivery(row),
    endpoint: { owner: toOwner(row), format: row.format, retired: row.retired },
    lastAttempt: attempts.get(row.id) ?? null,
  }))
}

const lastAttempts = async (
  db: Database,
  organizationId: OrganizationId,
  ids: readonly DeliveryId[],
): Promise<ReadonlyMap<DeliveryId, Attempt>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .of(organizationId)
    .selectFrom('delivery_attempts')
    .selectAll()
    .distinctOn('delivery_id')
    .where('organization_id', '=', organizationId)
    .where('delivery_id', 'in', ids)
    .orderBy('delivery_id')
    .orderBy('attempt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.delivery_id, toAttempt(row)]))
}
