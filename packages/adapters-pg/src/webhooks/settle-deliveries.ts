import type {
  AttemptResult,
  EndpointOutcome,
  OrganizationId,
  Timestamp,
  WebhookEndpointId,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { toIso, toIsoOrNull } from '../kernel/moment.ts'
import { declared } from '../kernel/recordset.ts'
import { retryingLostRaces } from '../kernel/retry.ts'

/** Writes what came of deliveries: one statement for each table, in one transaction. */
export const settleDeliveries = async (
  db: Database,
  organizationId: OrganizationId,
  results: readonly AttemptResult[],
): Promise<void> => {
  if (results.length === 0) return
  await retryingLostRaces(() =>
    db
      .of(organizationId)
      .transaction()
      .execute(async (tx) => {
        await settle(tx, organizationId, results)
        await insertAttempts(tx, organizationId, results)
        await noteHealth(tx, organizationId, results)
      }),
  )
}

const SETTLED = { id: 'uuid', status: 'text', attempts: 'integer', next_attempt_at: 'timestamptz' }

/** A delivery that somebody else has brought to its end in the meantime stays as it is. */
const settle = async (
  tx: Executor,
  organizationId: OrganizationId,
  results: readonly AttemptResult[],
): Promise<void> => {
  const rows = results.map(({ delivery, attempt, outcome }) => ({
    id: delivery.id,
    status: outcome.type === 'retry' ? 'pending' : outcome.type,
    attempts: attempt.attempt,
    next_attempt_at: outcome.type === 'retry' ? toIso(outcome.at) : null,
  }))
  await sql`
    update deliveries
    set status = row.status, attempts = greatest(deliveries.attempts, row.attempts),
      next_attempt_at = row.next_attempt_at, leased_until = null
    from json_to_recordset(${toJson(rows)}::json) as row (${sql.raw(declared(SETTLED))})
    where deliveries.organization_id = ${organizationId} and deliveries.id = row.id
      and deliveries.status = 'pending'`.execute(tx)
}

const ATTEMPT = {
  delivery_id: 'uuid',
  attempt: 'integer',
  started_at: 'timestamptz',
  duration: 'double precision',
  response_status: 'integer',
  response_excerpt: 'text',
  error: 'text',
}

/** An attempt of an endpoint that was removed in the meantime has nothing to belong to. */
const insertAttempts = async (
  tx: Executor,
  organizationId: OrganizationId,
  results: readonly AttemptResult[],
): Promise<void> => {
  const rows = results.map(({ attempt }) => ({
    delivery_id: attempt.deliveryId,
    attempt: attempt.attempt,
    started_at: toIso(attempt.startedAt),
    duration: attempt.duration,
    response_status: attempt.responseStatus,
    response_excerpt: attempt.responseExcerpt,
    error: attempt.error,
  }))
  await sql`
    insert into delivery_attempts (organization_id, delivery_id, attempt, started_at, duration, response_status,
      response_excerpt, error)
    select ${organizationId}::uuid, row.delivery_id, row.attempt, row.started_at, row.duration, row.response_status,
      row.response_excerpt, row.error
    from json_to_recordset(${toJson(rows)}::json) as row (${sql.raw(declared(ATTEMPT))})
    join deliveries on deliveries.organization_id = ${organizationId} and deliveries.id = row.delivery_id
    on conflict do nothing`.execute(tx)
}

const HEALTH = {
  id: 'uuid',
  state: 'text',
  recovered: 'boolean',
  failing_since: 'timestamptz',
  at: 'timestamptz',
}

/** What a portion's results for one endpoint come to. */
interface Health {
  readonly disabledAt: Timestamp | null
  /** Something went well: what was known of failures before is history. */
  readonly recovered: boolean
  /** The first failure since then. */
  readonly failingSince: Timestamp | null
}

const UNKNOWN: Health = { disabledAt: null, recovered: false, failingSince: null }

const healthAfter = (health: Health, outcome: EndpointOutcome): Health => {
  switch (outcome.type) {
    case 'healthy':
      return { ...health, recovered: true, failingSince: null }
    case 'failing':
      return { ...health, failingSince: health.failingSince ?? outcome.since }
    case 'disabled':
      return { ...health, disabledAt: outcome.at }
  }
}

/** Results count in their order, and a disabled endpoint stays disabled. */
const noteHealth = async (
  tx: Executor,
  organizationId: OrganizationId,
  results: readonly AttemptResult[],
): Promise<void> => {
  const healths = new Map<WebhookEndpointId, Health>()
  for (const { delivery, endpoint } of results) {
    healths.set(delivery.endpointId, healthAfter(healths.get(delivery.endpointId) ?? UNKNOWN, endpoint))
  }
  const rows = [...healths].map(([id, { disabledAt, recovered, failingSince }]) => ({
    id,
    state: disabledAt === null ? null : 'disabled',
    recovered,
    failing_since: toIsoOrNull(failingSince),
    at: toIsoOrNull(disabledAt),
  }))
  await sql`
    with known as (
      select endpoint.id, row.state, row.at,
        case when row.recovered then row.failing_since else coalesce(endpoint.failing_since, row.failing_since) end
          as failing_since
      from webhook_endpoints as endpoint
      join json_to_recordset(${toJson(rows)}::json) as row (${sql.raw(declared(HEALTH))}) on row.id = endpoint.id
      where endpoint.organization_id = ${organizationId}
        and (row.state is not null or (row.recovered and endpoint.failing_since is not null)
          or (row.failing_since is not null and (row.recovered or endpoint.failing_since is null)))
      order by endpoint.id
      for no key update of endpoint
    )
    update webhook_endpoints
    set state = coalesce(known.state, webhook_endpoints.state),
      failing_since = known.failing_since,
      updated_at = coalesce(known.at, webhook_endpoints.updated_at)
    from known
    where webhook_endpoints.organization_id = ${organizationId} and webhook_endpoints.id = known.id`.execute(
    tx,
  )
}
