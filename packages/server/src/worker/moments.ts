import type { OrganizationId } from '@parlance/core'

/** The next moment at which all who wait for an organization look at it together. */
export interface Moments {
  readonly next: (organizationId: OrganizationId, look: () => void) => void
}

/**
 * Consumers that look at the same moment share one read of the log. The first who waits sets the moment, and whoever comes
 * until then joins.
 *
 * @param interval milliseconds from the first who waits to the moment.
 */
export const createMoments = (interval: number): Moments => {
  const waiting = new Map<OrganizationId, (() => void)[]>()
  return {
    next: (organizationId, look) => {
      const others = waiting.get(organizationId)
      if (others) {
        others.push(look)
        return
      }
      const looks = [look]
      waiting.set(organizationId, looks)
      setTimeout(() => {
        waiting.delete(organizationId)
        for (const one of looks) one()
      }, interval)
    },
  }
}
