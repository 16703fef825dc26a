import type { OrganizationId } from '@parlance/core'
import { backoff } from './backoff.ts'

/** Which organizations are left in peace for a while, because reacting to their events failed. */
export interface Resting {
  readonly isResting: (organizationId: OrganizationId) => boolean
  /** Notes a failure; tells how many there were in a row and how long it rests now, in milliseconds. */
  readonly failed: (organizationId: OrganizationId) => { readonly failures: number; readonly rest: number }
  readonly wentWell: (organizationId: OrganizationId) => void
  readonly size: () => number
}

export const createResting = (): Resting => {
  const resting = new Map<OrganizationId, { readonly failures: number; readonly until: number }>()
  return {
    isResting: (organizationId) => (resting.get(organizationId)?.until ?? 0) > performance.now(),
    failed: (organizationId) => {
      const failures = (resting.get(organizationId)?.failures ?? 0) + 1
      const rest = backoff(failures, Math.random())
      resting.set(organizationId, { failures, until: performance.now() + rest })
      return { failures, rest: Math.round(rest) }
    },
    wentWell: (organizationId) => resting.delete(organizationId),
    size: () => resting.size,
  }
}
