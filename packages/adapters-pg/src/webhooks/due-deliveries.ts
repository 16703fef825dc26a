import type { OrganizationId, Timestamp } from '@parlance/core'
import { sql } from 'kysely'
import { toIso } from '../kernel/moment.ts'

/** The organizations with deliveries that a worker may take, the one that waits longest first. */
export const selectDue = (now: Timestamp, limit: number) => sql<{ readonly organization_id: OrganizationId }>`
  select organization_id
  from organizations_with_due_deliveries(${toIso(now)}::timestamptz, ${limit}) as organization_id`

/** A leased delivery counts from the moment at which its lease ends. */
export const selectNextDue = () => sql<{ readonly at: Timestamp | null }>`select next_delivery_due() as at`
