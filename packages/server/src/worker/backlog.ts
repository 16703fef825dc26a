import type { Clock, DeliveryStore, EventLog } from '@parlance/core'
import type { Backlog } from '../metrics.ts'

/** Organizations that are counted at most. */
const MOST = 100

/** How far behind each of the consumers is. */
export const measureBacklog = (
  { eventLog, clock }: { readonly eventLog: EventLog; readonly clock: Clock },
  consumers: readonly string[],
): Promise<readonly Backlog[]> =>
  Promise.all(
    consumers.map(async (consumer) => {
      const behind = await eventLog.behind(consumer, MOST)
      const [longest] = behind
      const [oldest] = longest ? await eventLog.read(longest, consumer, 1) : []
      const age = oldest ? Math.max(0, clock.now() - oldest.event.occurredAt) / 1_000 : 0
      return { consumer, organizations: behind.length, oldest: age }
    }),
  )

/** Seconds by which the delivery that has been due for longest is late. */
export const measureOverdue = async ({
  deliveryStore,
  clock,
}: {
  readonly deliveryStore: DeliveryStore
  readonly clock: Clock
}): Promise<number> => {
  const next = await deliveryStore.nextDueAt()
  return next === null ? 0 : Math.max(0, clock.now() - next) / 1_000
}
