import type { LeasedDelivery, OrganizationId } from '@parlance/core'

/** The deliveries that this worker holds, and how many of them belong to each organization. */
export interface InFlight {
  readonly size: () => number
  readonly of: (organizationId: OrganizationId) => number
  readonly all: () => readonly LeasedDelivery[]
  /** Counts a delivery in until `work` is done, and then calls back. */
  readonly track: (leased: LeasedDelivery, work: Promise<void>, done: () => void) => void
  /** Resolves when all that are held at this moment are done. */
  readonly drained: () => Promise<unknown>
}

export const createInFlight = (): InFlight => {
  const held = new Map<LeasedDelivery, Promise<void>>()
  const counts = new Map<OrganizationId, number>()
  const count = (organizationId: OrganizationId, change: 1 | -1) => {
    const next = (counts.get(organizationId) ?? 0) + change
    if (next === 0) counts.delete(organizationId)
    else counts.set(organizationId, next)
  }
  return {
    size: () => held.size,
    of: (organizationId) => counts.get(organizationId) ?? 0,
    all: () => [...held.keys()],
    track: (leased, work, done) => {
      const { organizationId } = leased.delivery
      count(organizationId, 1)
      const tracked = work.then(() => {
        held.delete(leased)
        count(organizationId, -1)
        done()
      })
      held.set(leased, tracked)
    },
    drained: () => Promise.all(held.values()),
  }
}
