import type { DeliveryStore, NewDelivery, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { declared, listed } from '../kernel/recordset.ts'
import { retryingLostRaces } from '../kernel/retry.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { createDeliveryReports } from './delivery-reports.ts'
import { fromDelivery, NEW_DELIVERY_COLUMNS, toAttempt, toDelivery } from './delivery-rows.ts'
import { selectDue, selectNextDue } from './due-deliveries.ts'
import { settleDeliveries } from './settle-deliveries.ts'

/** The queue of deliveries, which is also the log of them. */
export const createDeliveryStore = (db: Database): DeliveryStore => ({
  enqueue: async (organizationId, deliveries) => {
    if (deliveries.length === 0) return
    await retryingLostRaces(() => enqueue(organizationId, deliveries).execute(db.of(organizationId)))
  },
  due: async (now, limit) => {
    const { rows } = await selectDue(now, limit).execute(db.outside)
    return rows.map(({ organization_id }) => organization_id)
  },
  nextDueAt: async () => {
    const { rows } = await selectNextDue().execute(db.outside)
    return rows[0]?.at ?? null
  },
  claim: (organizationId, claim) => claimDeliveries(db, organizationId, claim),
  settle: (organizationId, results) => settleDeliveries(db, organizationId, results),
  release: async (organizationId, deliveries) => {
    await sql`
      update deliveries set leased_until = null
      where organization_id = ${organizationId} and id = any(${[...deliveries]}::uuid[])
        and status = 'pending'`.execute(db.of(organizationId))
  },
  ...createDeliveryLog(db),
  ...createDeliveryReports(db),
})

/**
 * In the order of the unique key: two that enqueue the same in other orders would wait for each other. An endpoint that
 * was removed while its events were fanned out gets nothing.
 */
const enqueue = (organizationId: OrganizationId, deliveries: readonly NewDelivery[]) => {
  const columns = NEW_COLUMNS.map((column) => `row.${column}`)
  return sql`
    insert into deliveries (organization_id, ${sql.raw(listed(NEW_COLUMNS))})
    select ${organizationId}::uuid, ${sql.raw(listed(columns))}
    from json_to_recordset(${toJson(deliveries.map(fromDelivery))}::json)
      as row (${sql.raw(declared(NEW_DELIVERY_COLUMNS))})
    join webhook_endpoints as endpoint
      on endpoint.organization_id = ${organizationId} and endpoint.id = row.endpoint_id
        and endpoint.retired_at is null
    order by row.endpoint_id, row.event_id, row.event_name
    on conflict (organization_id, endpoint_id, event_id, event_name) where replay_of is null do nothing`
}

const NEW_COLUMNS = Object.keys(NEW_DELIVERY_COLUMNS)

const createDeliveryLog = (db: Database): Pick<DeliveryStore, 'ofEndpoint' | 'attempts'> => ({
  ofEndpoint: async (organizationId, endpointId, limit) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('deliveries')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('endpoint_id', '=', endpointId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toDelivery)
  },
  attempts: async (organizationId, id) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('delivery_attempts')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('delivery_id', '=', id)
      .orderBy('attempt')
      .execute()
    return rows.map(toAttempt)
  },
})
