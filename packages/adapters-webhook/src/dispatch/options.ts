import { type Clock, type DeliveryStore, MINUTE, type OrganizationId, SECOND } from '@parlance/core'
import type { SendWebhook } from '../send.ts'
import type { SettledDelivery } from './settled-delivery.ts'

export interface DispatcherPorts {
  readonly deliveryStore: DeliveryStore
  readonly send: SendWebhook
  readonly clock: Clock
  /** A random number from 0 to 1. */
  readonly random: () => number
  /** Told about results once they are in the store; see `undeliveredMessages`. Its errors go to `onError`. */
  readonly onSettled?: (
    organizationId: OrganizationId,
    settled: readonly SettledDelivery[],
  ) => Promise<void> | void
  /** Milliseconds before the first, second, … attempt, if not the usual ones; see `RETRY_WAITS`. */
  readonly retryWaits?: readonly number[] | undefined
  /** Told about every error of the store; the dispatcher goes on after it. */
  readonly onError: (error: unknown) => void
}

export interface DispatcherLimits {
  /** Deliveries that are sent at once, over all organizations. */
  readonly concurrency: number
  readonly perOrganization: number
  readonly perEndpoint: number
  /** Milliseconds after which another worker may take what this one holds; longer than sending can take. */
  readonly lease: number
  /** Deliveries per claim and results per statement: 1–64. */
  readonly batch: number
  /** The longest pause between two looks at the store, in milliseconds. */
  readonly pollInterval: number
  /** Milliseconds that a later event of a conversation waits for an earlier one, at the most. */
  readonly orderPatience: number
}

export const DEFAULT_LIMITS: DispatcherLimits = {
  concurrency: 512,
  perOrganization: 128,
  perEndpoint: 8,
  lease: 60 * SECOND,
  batch: 64,
  pollInterval: SECOND,
  orderPatience: 30 * MINUTE,
}

/** Fills up the limits. Throws and names the first that is no whole number of at least 1. */
export const limitsOf = (given: Partial<DispatcherLimits>): DispatcherLimits => {
  const limits = { ...DEFAULT_LIMITS, ...given }
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number of at least 1`)
  }
  if (limits.batch > 64) throw new Error('batch must be at most 64')
  return limits
}
