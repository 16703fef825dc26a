import type { DeliveryStore, OrganizationId } from '@parlance/core'
import { backoff, pause } from './pause.ts'
import type { SettledDelivery } from './settled-delivery.ts'

export interface SettlerOptions {
  readonly deliveryStore: Pick<DeliveryStore, 'settle'>
  readonly onSettled: (
    organizationId: OrganizationId,
    settled: readonly SettledDelivery[],
  ) => Promise<void> | void
  readonly onError: (error: unknown) => void
  /** Results per statement. */
  readonly batch: number
  /** Ends the waiting between tries. */
  readonly signal: AbortSignal
}

/** Writes results: resolves when the result is in the store, or was given up. */
export type Settle = (settled: SettledDelivery) => Promise<void>

interface Item {
  readonly settled: SettledDelivery
  readonly done: () => void
}

const TRIES = 5

/**
 * Collects the results of an organization that come while a statement of it is on its way, and writes them with the
 * next. A lone result goes at once; nobody waits for the slowest of a batch.
 */
export const createSettler = (options: SettlerOptions): Settle => {
  const queues = new Map<OrganizationId, Item[]>()

  const work = async (organizationId: OrganizationId, queue: Item[]) => {
    while (queue.length > 0) {
      const portion = queue.splice(0, options.batch)
      await write(
        options,
        organizationId,
        portion.map(({ settled }) => settled),
      )
      for (const { done } of portion) done()
    }
    queues.delete(organizationId)
  }

  return (settled) =>
    new Promise((resolve) => {
      const { organizationId } = settled.result.delivery
      const queue = queues.get(organizationId)
      if (queue) {
        queue.push({ settled, done: resolve })
        return
      }
      const fresh = [{ settled, done: resolve }]
      queues.set(organizationId, fresh)
      void work(organizationId, fresh)
    })
}

const write = async (
  options: SettlerOptions,
  organizationId: OrganizationId,
  portion: readonly SettledDelivery[],
): Promise<void> => {
  if (await tryAgainAndAgain(options, organizationId, portion)) return
  // One bad row must not take its neighbours along. What fails alone too is repeated when its lease has ended.
  if (portion.length === 1) return
  for (const one of portion) await tryOnce(options, organizationId, [one])
}

const tryAgainAndAgain = async (
  options: SettlerOptions,
  organizationId: OrganizationId,
  portion: readonly SettledDelivery[],
): Promise<boolean> => {
  for (let tried = 1; tried <= TRIES; tried += 1) {
    if (await tryOnce(options, organizationId, portion)) return true
    if (tried < TRIES) await pause(backoff(tried), options.signal)
  }
  return false
}

const tryOnce = async (
  { deliveryStore, onSettled, onError }: SettlerOptions,
  organizationId: OrganizationId,
  portion: readonly SettledDelivery[],
): Promise<boolean> => {
  try {
    await deliveryStore.settle(
      organizationId,
      portion.map(({ result }) => result),
    )
  } catch (error) {
    onError(error)
    return false
  }
  try {
    await onSettled(organizationId, portion)
  } catch (error) {
    onError(error)
  }
  return true
}
