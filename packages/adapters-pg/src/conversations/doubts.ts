import type { OrganizationId } from '@parlance/core'

/** The organizations of which something turned out to be otherwise than it was known. */
export interface Doubts {
  readonly has: (organizationId: OrganizationId) => boolean
  readonly add: (organizationId: OrganizationId) => void
}

/**
 * Milliseconds that a doubt lasts. Where other processes keep changing what is known here, one batch a second is in vain, and
 * not every one.
 */
const LASTING = 1_000

/** @param now milliseconds of a clock that never goes back. */
export const createDoubts = (now: () => number = () => performance.now()): Doubts => {
  const until = new Map<OrganizationId, number>()
  return {
    has: (organizationId) => {
      const end = until.get(organizationId)
      if (end === undefined) return false
      if (end > now()) return true
      until.delete(organizationId)
      return false
    },
    add: (organizationId) => {
      until.set(organizationId, now() + LASTING)
    },
  }
}
