import type { OrganizationId, Timestamp } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { toIso } from '../kernel/moment.ts'

/** One probe of the index for each enabled endpoint: a backlog, however long, costs no more than a single delivery. */
const oldestOfEndpoints = (condition: RawBuilder<unknown>) => sql`
  from webhook_endpoints as endpoint
  cross join lateral (
    select deliveries.claimable_at
    from deliveries
    where deliveries.organization_id = endpoint.organization_id and deliveries.endpoint_id = endpoint.id
      and deliveries.status = 'pending' and ${condition}
    order by deliveries.claimable_at
    limit 1
  ) as oldest
  where endpoint.state = 'enabled'`

export const selectDue = (now: Timestamp, limit: number) => sql<{ readonly organization_id: OrganizationId }>`
  select endpoint.organization_id
  ${oldestOfEndpoints(sql`deliveries.claimable_at <= ${toIso(now)}::timestamptz`)}
  group by endpoint.organization_id
  order by min(oldest.claimable_at)
  limit ${limit}`

/** A leased delivery counts from the moment at which its lease ends. */
export const selectNextDue = () => sql<{ readonly at: Timestamp | null }>`
  select min(oldest.claimable_at) as at ${oldestOfEndpoints(sql`true`)}`
