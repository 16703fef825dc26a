import type {
  AttemptResult,
  Claim,
  Delivery,
  DeliveryQuery,
  DeliveryReport,
  DeliveryStore,
  LeasedDelivery,
  NewDelivery,
  OrganizationId,
  Timestamp,
  WebhookEndpoint,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { MemoryDatabase, RowTypes, Tables, WritableTables } from '../memory-database.ts'
import { attemptKey } from './webhook-endpoint.memory.ts'

type Row = RowTypes['deliveries']

export const memoryDeliveryStore = (database: MemoryDatabase): DeliveryStore => {
  const tables = database.committed
  return {
    enqueue: (organizationId, deliveries) =>
      database.write((writable) => {
        for (const delivery of deliveries) enqueue(writable, organizationId, delivery)
      }),
    due: async (now, limit) =>
      everyDue(tables)
        .filter(({ at }) => at <= now)
        .slice(0, limit)
        .map(({ organizationId }) => organizationId),
    claim: (organizationId, claim) => database.write((writable) => lease(writable, organizationId, claim)),
    settle: (organizationId, results) =>
      database.write((writable) => {
        for (const result of results) settle(writable, organizationId, result)
      }),
    release: (organizationId, ids) =>
      database.write(({ deliveries }) => {
        for (const id of ids) {
          const row = deliveries.get(organizationId, id)
          if (row) deliveries.put(organizationId, id, { ...row, leasedUntil: null })
        }
      }),
    nextDueAt: async () => everyDue(tables)[0]?.at ?? null,
    ofEndpoint: async (organizationId, endpointId, limit) =>
      tables.deliveries
        .of(organizationId)
        .map(({ delivery }) => delivery)
        .filter((delivery) => delivery.endpointId === endpointId)
        .toSorted(
          inOrder(
            by(({ createdAt }) => createdAt, true),
            by(({ id }) => id, true),
          ),
        )
        .slice(0, limit),
    reports: async (organizationId, { limit, offset, ...query }) =>
      tables.deliveries
        .of(organizationId)
        .flatMap(({ delivery }) => reportOf(tables, delivery) ?? [])
        .filter((report) => isAskedFor(report, query))
        .toSorted(
          inOrder(
            by(({ delivery }) => delivery.createdAt, true),
            by(({ delivery }) => delivery.id, true),
          ),
        )
        .slice(offset, offset + limit),
    report: async (organizationId, id) => {
      const row = tables.deliveries.get(organizationId, id)
      return row ? reportOf(tables, row.delivery) : null
    },
    attempts: async (organizationId, id) =>
      tables.attempts
        .of(organizationId)
        .filter(({ deliveryId }) => deliveryId === id)
        .toSorted(by(({ attempt }) => attempt)),
  }
}

const reportOf = (tables: Tables, delivery: Delivery): DeliveryReport | null => {
  const { organizationId, endpointId } = delivery
  const endpoint = tables.endpoints.get(organizationId, endpointId)
  if (!endpoint) return null
  const attempts = tables.attempts
    .of(organizationId)
    .filter(({ deliveryId }) => deliveryId === delivery.id)
    .toSorted(by(({ attempt }) => attempt))
  const { owner, format } = endpoint
  const retired = tables.retiredEndpoints.get(organizationId, endpointId) !== undefined
  return { delivery, endpoint: { owner, format, retired }, lastAttempt: attempts.at(-1) ?? null }
}

const isAskedFor = (
  { delivery, endpoint: { owner, format } }: DeliveryReport,
  query: Omit<DeliveryQuery, 'limit' | 'offset'>,
): boolean =>
  format === query.format &&
  (query.agentIdentityId === null ||
    (owner.type === 'agent_identity' && owner.agentIdentityId === query.agentIdentityId)) &&
  (query.endpointId === null || delivery.endpointId === query.endpointId) &&
  (query.eventName === null || delivery.eventName === query.eventName) &&
  (query.delivered === null || (delivery.status === 'delivered') === query.delivered)

const enqueue = (tables: WritableTables, organizationId: OrganizationId, draft: NewDelivery) => {
  // An endpoint that was removed while its events were fanned out gets nothing.
  if (!tables.endpoints.get(organizationId, draft.endpointId)) return
  if (tables.retiredEndpoints.get(organizationId, draft.endpointId)) return
  const known = tables.deliveries
    .of(organizationId)
    .some(
      ({ delivery }) =>
        draft.replayOf === undefined &&
        delivery.endpointId === draft.endpointId &&
        delivery.eventId === draft.eventId &&
        delivery.eventName === draft.eventName,
    )
  if (known) return
  const delivery: Delivery = { ...draft, status: 'pending', attempts: 0, nextAttemptAt: draft.createdAt }
  tables.deliveries.insert(organizationId, delivery.id, { delivery, leasedUntil: null })
}

/** The moment from which a worker may take it; null for never. */
const dueAt = ({ delivery, leasedUntil }: Row): Timestamp | null =>
  delivery.status === 'pending' && delivery.nextAttemptAt !== null
    ? Math.max(delivery.nextAttemptAt, leasedUntil ?? 0)
    : null

const enabledEndpoint = (tables: Tables, organizationId: OrganizationId, { delivery }: Row) => {
  const endpoint = tables.endpoints.get(organizationId, delivery.endpointId)
  return endpoint?.state === 'enabled' ? endpoint : null
}

/** When each organization that waits for anything has something due, soonest first. */
const everyDue = (tables: Tables) =>
  tables.organizations
    .everywhere()
    .flatMap(({ id: organizationId }) => {
      const times = tables.deliveries
        .of(organizationId)
        .filter((row) => enabledEndpoint(tables, organizationId, row))
        .flatMap((row) => dueAt(row) ?? [])
      return times.length > 0 ? [{ organizationId, at: Math.min(...times) }] : []
    })
    .toSorted(by(({ at }) => at))

const lease = (
  tables: WritableTables,
  organizationId: OrganizationId,
  claim: Claim,
): readonly LeasedDelivery[] => {
  const pending = tables.deliveries
    .of(organizationId)
    .filter(({ delivery }) => delivery.status === 'pending')
    .toSorted(
      inOrder(
        by(({ delivery }) => delivery.nextAttemptAt),
        by(({ delivery }) => delivery.seq),
        by(({ delivery }) => delivery.id),
      ),
    )
  const busy = new Map<string, number>()
  const count = ({ delivery }: Row) => busy.set(delivery.endpointId, (busy.get(delivery.endpointId) ?? 0) + 1)
  for (const row of pending) if ((row.leasedUntil ?? 0) > claim.now) count(row)

  const leased: LeasedDelivery[] = []
  for (const row of pending) {
    const at = dueAt(row)
    const endpoint = enabledEndpoint(tables, organizationId, row)
    if (leased.length === claim.limit || !endpoint || at === null || at > claim.now) continue
    if ((busy.get(endpoint.id) ?? 0) >= claim.perEndpoint) continue
    if (mustWait(row.delivery, endpoint, pending, claim)) continue
    count(row)
    const { delivery } = row
    tables.deliveries.put(organizationId, delivery.id, { delivery, leasedUntil: claim.now + claim.lease })
    leased.push({ delivery, endpoint })
  }
  return leased
}

const mustWait = (
  later: Delivery,
  endpoint: WebhookEndpoint,
  pending: readonly Row[],
  { now, orderPatience }: Claim,
): boolean =>
  endpoint.ordered &&
  later.conversationId !== null &&
  pending.some(
    ({ delivery: earlier }) =>
      earlier.endpointId === later.endpointId &&
      earlier.conversationId === later.conversationId &&
      (earlier.seq ?? 0) < (later.seq ?? 0) &&
      now - earlier.createdAt < orderPatience,
  )

const settle = (tables: WritableTables, organizationId: OrganizationId, result: AttemptResult) => {
  const { attempt, outcome } = result
  const row = tables.deliveries.get(organizationId, result.delivery.id)
  if (!row) return
  tables.attempts.put(organizationId, attemptKey(attempt), attempt)
  // A worker that was taken for dead can't take back what another one brought to an end.
  if (row.delivery.status === 'pending') {
    const delivery: Delivery = {
      ...row.delivery,
      status: outcome.type === 'retry' ? 'pending' : outcome.type,
      attempts: Math.max(row.delivery.attempts, attempt.attempt),
      nextAttemptAt: outcome.type === 'retry' ? outcome.at : null,
    }
    tables.deliveries.put(organizationId, delivery.id, { delivery, leasedUntil: null })
  }
  const endpoint = tables.endpoints.get(organizationId, row.delivery.endpointId)
  if (endpoint) tables.endpoints.put(organizationId, endpoint.id, afterResult(endpoint, result))
}

const afterResult = (endpoint: WebhookEndpoint, { endpoint: outcome }: AttemptResult): WebhookEndpoint => {
  switch (outcome.type) {
    case 'healthy':
      return { ...endpoint, failingSince: null }
    case 'failing':
      return { ...endpoint, failingSince: endpoint.failingSince ?? outcome.since }
    case 'disabled':
      return { ...endpoint, state: 'disabled', updatedAt: outcome.at }
  }
}
