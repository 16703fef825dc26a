import type { Claim, DeliveryId, LeasedDelivery, OrganizationId, WebhookEndpointId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { listed } from '../kernel/recordset.ts'
import { DELIVERY_COLUMNS, type DeliveryRow, toDelivery } from './delivery-rows.ts'
import { toWebhookEndpoint } from './webhook-endpoint-rows.ts'

/**
 * Leases due deliveries of one organization. Two workers that ask at the same moment take turns, because the bound of an
 * endpoint counts what the other one leases; turns are short, and organizations don't wait for each other.
 */
export const claimDeliveries = (
  db: Database,
  organizationId: OrganizationId,
  claim: Claim,
): Promise<readonly LeasedDelivery[]> =>
  db
    .of(organizationId)
    .transaction()
    .execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`deliveries ${organizationId}`}, 0))`.execute(
        tx,
      )
      const { rows } = await lease(organizationId, claim).execute(tx)
      return withEndpoints(tx, organizationId, rows)
    })

const RETURNED = sql.raw(listed(DELIVERY_COLUMNS.map((column) => `deliveries.${column}`)))

/**
 * For each endpoint with due deliveries, as many as it has room for; of those, the ones that waited longest. What another
 * worker settles or gives back at this moment is skipped.
 */
const lease = (organizationId: OrganizationId, claim: Claim) => {
  const now = sql`${toIso(claim.now)}::timestamptz`
  return sql<DeliveryRow>`
    with chosen as (
      select ready.id, ready.claimable_at
      from webhook_endpoints as endpoint
      cross join lateral (
        select due.id, due.claimable_at
        from deliveries as due
        where due.organization_id = ${organizationId} and due.endpoint_id = endpoint.id
          and due.status = 'pending' and due.claimable_at <= ${now}
          and not (endpoint.ordered and ${hasEarlier(organizationId, claim)})
        order by due.claimable_at, due.seq, due.id
        limit greatest(0, ${claim.perEndpoint}::integer - ${leasedOf(organizationId, claim)})
      ) as ready
      where endpoint.organization_id = ${organizationId} and endpoint.state = 'enabled'
      order by ready.claimable_at, ready.id
      limit ${claim.limit}
    ), taken as (
      select deliveries.id
      from deliveries
      where deliveries.organization_id = ${organizationId} and deliveries.id in (select chosen.id from chosen)
      order by deliveries.id
      for no key update skip locked
    )
    update deliveries set leased_until = ${toIso(claim.now + claim.lease)}::timestamptz
    from taken
    where deliveries.organization_id = ${organizationId} and deliveries.id = taken.id
    returning ${RETURNED}`
}

/** Whether an earlier event of the conversation is still to be delivered, and not so late that nobody waits for it. */
const hasEarlier = (organizationId: OrganizationId, claim: Claim) => sql`exists (
  select from deliveries as earlier
  where earlier.organization_id = ${organizationId} and earlier.endpoint_id = due.endpoint_id
    and earlier.conversation_id = due.conversation_id and earlier.seq < due.seq
    and earlier.status = 'pending'
    and earlier.created_at > ${toIso(claim.now - claim.orderPatience)}::timestamptz
)`

const leasedOf = (organizationId: OrganizationId, claim: Claim) => sql`(
  select count(*) from deliveries as leased
  where leased.organization_id = ${organizationId} and leased.endpoint_id = endpoint.id
    and leased.status = 'pending' and leased.leased_until > ${toIso(claim.now)}::timestamptz
    and leased.claimable_at > ${toIso(claim.now)}::timestamptz
)`

const withEndpoints = async (
  tx: Executor,
  organizationId: OrganizationId,
  rows: readonly DeliveryRow[],
): Promise<readonly LeasedDelivery[]> => {
  if (rows.length === 0) return []
  const ids: readonly WebhookEndpointId[] = [...new Set(rows.map((row) => row.endpoint_id))]
  const endpoints = await tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  const byId = new Map(endpoints.map((row) => [row.id, toWebhookEndpoint(row)]))
  return inOrder(rows).flatMap((row) => {
    const endpoint = byId.get(row.endpoint_id)
    return endpoint ? [{ delivery: toDelivery(row), endpoint }] : []
  })
}

/** As they became due, and of one conversation as it happened. */
const inOrder = (rows: readonly DeliveryRow[]): readonly DeliveryRow[] =>
  rows.toSorted(
    (left, right) =>
      (left.next_attempt_at ?? 0) - (right.next_attempt_at ?? 0) ||
      (left.seq ?? 0) - (right.seq ?? 0) ||
      compareIds(left.id, right.id),
  )

const compareIds = (left: DeliveryId, right: DeliveryId): number => (left < right ? -1 : left > right ? 1 : 0)
