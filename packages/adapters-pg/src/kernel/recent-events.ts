import type { EventId, RecordedEvent } from '@parlance/core'

/**
 * The events that this process recorded last. Several consumers read each of them a moment later, and what is still here
 * need not be fetched and read again for each.
 */
export interface RecentEvents {
  /** Called once they are committed: what is here is what is kept. */
  readonly remember: (events: readonly RecordedEvent[]) => void
  readonly find: (id: EventId) => RecordedEvent | undefined
}

/** @param capacity events at most; the oldest go first. */
export const createRecentEvents = (capacity: number): RecentEvents => {
  const known = new Map<EventId, RecordedEvent>()
  return {
    remember: (events) => {
      for (const event of events) known.set(event.id, event)
      for (const id of known.keys()) {
        if (known.size <= capacity) return
        known.delete(id)
      }
    },
    find: (id) => known.get(id),
  }
}
