import { type EventLog, type LogCursor, type LoggedEvent, type OrganizationId, SECOND } from '@parlance/core'
import { createListeners, type Hear, type Listeners } from './listeners.ts'

export interface FeedOptions {
  readonly eventLog: Pick<EventLog, 'after' | 'head' | 'onRecorded'>
  /** Told of failures; what failed is tried again. */
  readonly onError: (error: unknown) => void
  /** Milliseconds after which an event is found that nobody gave a hint of. */
  readonly pollInterval?: number
}

/** Tells this process what is recorded, from now on: each organization's log is read once, however many listen to it. */
export interface Feed {
  /**
   * Resolves when all that is recorded from then on will be told; with what ends it. With ids of contacts and contact
   * points, only what concerns any of them is told.
   */
  readonly listen: (
    organizationId: OrganizationId,
    hear: Hear,
    concerns?: readonly string[] | null,
  ) => Promise<() => void>
  readonly close: () => void
}

interface Tail {
  readonly listeners: Listeners
  readonly begun: Promise<void>
  place: LogCursor | null
  reading: Promise<void> | null
  /** Something was recorded since the last read began. */
  hinted: boolean
  looks: NodeJS.Timeout[]
}

/** Events of one read. */
const PORTION = 200
/**
 * Milliseconds after which a hint is followed once more: what was recorded is not readable while a transaction that began
 * before it goes on.
 */
const LOOKS = [25, 120]

export const createFeed = ({ eventLog, onError, pollInterval = SECOND }: FeedOptions): Feed => {
  const tails = new Map<OrganizationId, Tail>()

  const tell = (tail: Tail, logged: LoggedEvent): void => {
    for (const hear of tail.listeners.of(logged.event)) {
      try {
        hear(logged)
      } catch (error) {
        onError(error)
      }
    }
  }

  const drain = async (organizationId: OrganizationId, tail: Tail): Promise<void> => {
    await tail.begun
    while (tail.hinted && tail.listeners.count() > 0) {
      tail.hinted = false
      const read = await eventLog.after(organizationId, tail.place, PORTION)
      for (const logged of read) {
        tail.place = logged.cursor
        tell(tail, logged)
      }
      if (read.length === PORTION) tail.hinted = true
    }
  }

  const read = (organizationId: OrganizationId): void => {
    const tail = tails.get(organizationId)
    if (!tail) return
    tail.hinted = true
    tail.reading ??= drain(organizationId, tail)
      .catch(onError)
      .finally(() => {
        tail.reading = null
      })
  }

  const stopListening = eventLog.onRecorded((organizationId) => {
    const tail = tails.get(organizationId)
    if (!tail) return
    read(organizationId)
    for (const look of tail.looks) clearTimeout(look)
    tail.looks = LOOKS.map((delay) => setTimeout(() => read(organizationId), delay).unref())
  })
  const polling = setInterval(() => {
    for (const organizationId of tails.keys()) read(organizationId)
  }, pollInterval).unref()

  const open = (organizationId: OrganizationId): Tail => {
    const tail: Tail = {
      listeners: createListeners(),
      place: null,
      reading: null,
      hinted: false,
      looks: [],
      begun: eventLog.head(organizationId).then((place) => {
        tail.place = place
      }),
    }
    // Whoever waits for it is told; without one nobody is.
    tail.begun.catch(() => undefined)
    tails.set(organizationId, tail)
    return tail
  }

  const drop = (organizationId: OrganizationId, tail: Tail): void => {
    for (const look of tail.looks) clearTimeout(look)
    if (tails.get(organizationId) === tail) tails.delete(organizationId)
  }

  return {
    listen: async (organizationId, hear, concerns = null) => {
      const tail = tails.get(organizationId) ?? open(organizationId)
      const forget = tail.listeners.add(hear, concerns)
      const leave = (): void => {
        forget()
        if (tail.listeners.count() === 0) drop(organizationId, tail)
      }
      try {
        await tail.begun
      } catch (error) {
        // The next one begins anew.
        drop(organizationId, tail)
        throw error
      }
      return leave
    },
    close: () => {
      stopListening()
      clearInterval(polling)
      for (const [organizationId, tail] of tails) drop(organizationId, tail)
    },
  }
}
