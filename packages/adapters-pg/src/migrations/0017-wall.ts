import { type Kysely, sql } from 'kysely'

/**
 * What is asked about all organizations, and answered with no more than which of them have something to do. The program
 * sees the rows of one organization at a time; these run as the login that owns the tables, and are the only way round.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await organizationsBehind(db)
  await dueDeliveries(db)
  await organizationsToWake(db)
  await logIsAhead(db)
}

/** One probe of the log's index for each organization; the one that waits longest comes first. */
const organizationsBehind = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function organizations_behind(consumer_name text, most integer) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
      select organizations.organization_id
      from organizations
      left join consumer_cursors as passed
        on passed.organization_id = organizations.organization_id and passed.consumer = consumer_name
      cross join lateral (
        select tx, position
        from events
        where events.organization_id = organizations.organization_id
          and (events.tx, events.position) > (coalesce(passed.tx, '0'), coalesce(passed.position, 0))
          and events.tx < pg_snapshot_xmin(pg_current_snapshot())
        order by events.tx, events.position
        limit 1
      ) as unread
      order by unread.tx, unread.position
      limit most
    $$`.execute(db)
}

/** One probe of the index for each enabled endpoint: a backlog, however long, costs no more than a single delivery. */
const dueDeliveries = async (db: Kysely<unknown>): Promise<void> => {
  const oldestOfEndpoints = sql`
    from webhook_endpoints as endpoint
    cross join lateral (
      select deliveries.claimable_at
      from deliveries
      where deliveries.organization_id = endpoint.organization_id and deliveries.endpoint_id = endpoint.id
        and deliveries.status = 'pending'
      order by deliveries.claimable_at
      limit 1
    ) as oldest
    where endpoint.state = 'enabled'`
  await sql`
    create function organizations_with_due_deliveries(now timestamptz, most integer) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
      select endpoint.organization_id
      ${oldestOfEndpoints} and oldest.claimable_at <= now
      group by endpoint.organization_id
      order by min(oldest.claimable_at)
      limit most
    $$`.execute(db)
  await sql`
    create function next_delivery_due() returns timestamptz
    language sql stable security definer set search_path = public, pg_temp
    as $$ select min(oldest.claimable_at) ${oldestOfEndpoints} $$`.execute(db)
}

/** One probe of the index for each organization, however many conversations it has snoozed. */
const organizationsToWake = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function organizations_to_wake(now timestamptz, most integer) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
      select organizations.organization_id
      from organizations
      cross join lateral (
        select conversations.snoozed_until
        from conversations
        where conversations.organization_id = organizations.organization_id
          and conversations.status = 'snoozed' and conversations.snoozed_until <= now
        order by conversations.snoozed_until
        limit 1
      ) as oldest
      order by oldest.snoozed_until
      limit most
    $$`.execute(db)
}

/** Whether the newest event of any organization has a transaction that this server has not begun yet. */
const logIsAhead = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function log_is_ahead() returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
      select exists (
        select from organizations
        cross join lateral (
          select events.tx from events
          where events.organization_id = organizations.organization_id
          order by events.tx desc, events.position desc
          limit 1
        ) as newest
        where newest.tx >= pg_snapshot_xmax(pg_current_snapshot())
      )
    $$`.execute(db)
}
