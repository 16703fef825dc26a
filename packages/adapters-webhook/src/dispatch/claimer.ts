import type { Clock, DeliveryStore, LeasedDelivery, OrganizationId } from '@parlance/core'
import type { InFlight } from './in-flight.ts'
import type { DispatcherLimits } from './options.ts'

export interface ClaimerParts {
  readonly deliveryStore: Pick<DeliveryStore, 'due' | 'claim' | 'nextDueAt'>
  readonly clock: Clock
  readonly limits: DispatcherLimits
  readonly inFlight: InFlight
  /** Takes a delivery that was leased just now. */
  readonly begin: (leased: LeasedDelivery) => void
  /** Aborted when nothing more is to be claimed. */
  readonly stopping: AbortSignal
}

/** Looks for work. */
export interface Claimer {
  /** Leases and begins what can be begun now; tells how many that were. */
  readonly look: () => Promise<number>
  /** Milliseconds until the next look is worth it, unless something happens before. */
  readonly untilNext: () => Promise<number>
  /** Something happened in the organization, or anywhere: what was not worth asking for may be now. */
  readonly refresh: (organizationId?: OrganizationId) => void
}

/** Organizations that are considered in one look. */
const ORGANIZATIONS = 1_000

export const createClaimer = (parts: ClaimerParts): Claimer => {
  const { deliveryStore, clock, limits, inFlight } = parts
  /** Until when an organization has nothing more to give: all that it has due is waiting for something else. */
  const dry = new Map<OrganizationId, number>()
  let changes = 0

  const isDry = (organizationId: OrganizationId): boolean =>
    (dry.get(organizationId) ?? 0) > performance.now()

  const room = (organizationId: OrganizationId): number =>
    Math.min(
      limits.batch,
      limits.concurrency - inFlight.size(),
      limits.perOrganization - inFlight.of(organizationId),
    )

  // No more is leased than can be begun at once: what waited here would use up its lease, and nobody else could send it.
  const claimFrom = async (organizationId: OrganizationId): Promise<number> => {
    const limit = room(organizationId)
    if (limit <= 0 || isDry(organizationId)) return 0
    const before = changes
    const { lease, perEndpoint, orderPatience } = limits
    const claim = { now: clock.now(), lease, limit, perEndpoint, orderPatience }
    const leased = await deliveryStore.claim(organizationId, claim)
    for (const one of leased) parts.begin(one)
    if (leased.length < limit && changes === before) {
      dry.set(organizationId, performance.now() + limits.pollInterval)
    }
    return leased.length
  }

  return {
    look: async () => {
      if (inFlight.size() >= limits.concurrency) return 0
      let claimed = 0
      for (const organizationId of await deliveryStore.due(clock.now(), ORGANIZATIONS)) {
        if (parts.stopping.aborted) break
        claimed += await claimFrom(organizationId)
      }
      return claimed
    },
    untilNext: async () => {
      const next = await deliveryStore.nextDueAt()
      const ahead = next === null ? 0 : next - clock.now()
      return ahead > 0 ? Math.min(ahead, limits.pollInterval) : limits.pollInterval
    },
    refresh: (organizationId) => {
      changes += 1
      if (organizationId === undefined) dry.clear()
      else dry.delete(organizationId)
    },
  }
}
