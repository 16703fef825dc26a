import type {
  AttemptResult,
  Claim,
  Delivery,
  LeasedDelivery,
  NewDelivery,
  OrganizationId,
  WebhookEndpoint,
} from '../../src/index.ts'
import type { Given } from '../kernel/contract.ts'
import { type Seeded, seedOrganization } from '../seed.ts'
import { addEndpoint, newDelivery } from './drafts.ts'
import { anAttempt } from './webhook.fixtures.ts'

/** How long a lease of `claim` lasts, in milliseconds. */
export const LEASE = 60_000
/** How long a later event of `claim` waits for an earlier one, in milliseconds. */
export const PATIENCE = 1_800_000

export interface Ground extends Seeded {
  readonly endpoint: WebhookEndpoint
  /** When the deliveries of `enqueue` are due. */
  readonly now: number
}

/** An organization with one ordered endpoint and nothing to deliver. */
export const withEndpoint = async (
  given: Given,
  overrides: Partial<WebhookEndpoint> = {},
): Promise<Ground> => {
  const seeded = await seedOrganization(given, { agents: 0 })
  const endpoint = await addEndpoint(given, seeded.organization.id, overrides)
  return { ...seeded, endpoint, now: given.world.clock.now() }
}

/** Enqueues a delivery per entry, and gives back the drafts. */
export const enqueue = async (
  given: Given,
  endpoint: WebhookEndpoint,
  all: readonly Partial<NewDelivery>[],
): Promise<readonly NewDelivery[]> => {
  const drafts = all.map((overrides) => newDelivery(given, endpoint, overrides))
  await given.storage.deliveryStore.enqueue(endpoint.organizationId, drafts)
  return drafts
}

/** Claims at `now`, with generous bounds when nothing is said. */
export const claim = (
  { storage }: Given,
  organizationId: OrganizationId,
  asked: Partial<Claim> & Pick<Claim, 'now'>,
): Promise<readonly LeasedDelivery[]> =>
  storage.deliveryStore.claim(organizationId, {
    lease: LEASE,
    limit: 64,
    perEndpoint: 64,
    orderPatience: PATIENCE,
    ...asked,
  })

export const idsOf = (leased: readonly LeasedDelivery[]): readonly string[] =>
  leased.map(({ delivery }) => delivery.id)

/** What came of the delivery's next attempt: delivered, at a healthy endpoint, when nothing else is said. */
export const resultOf = (delivery: Delivery, overrides: Partial<AttemptResult> = {}): AttemptResult => ({
  delivery,
  attempt: anAttempt({ deliveryId: delivery.id, attempt: delivery.attempts + 1 }),
  outcome: { type: 'delivered' },
  endpoint: { type: 'healthy' },
  ...overrides,
})
