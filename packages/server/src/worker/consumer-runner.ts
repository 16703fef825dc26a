import {
  drainOnce,
  type EventLog,
  type LogConsumer,
  type OrganizationId,
  PORTION,
  type RecordedEvent,
} from '@parlance/core'
import type { Moments } from './moments.ts'
import { createResting } from './resting.ts'

/** What went wrong, and where. */
export interface WorkerFailure {
  readonly task: string
  readonly organizationId?: OrganizationId
  /** How often in a row. */
  readonly failures?: number
  /** Milliseconds until it is tried again. */
  readonly rest?: number
}

export interface RunnerOptions {
  readonly eventLog: EventLog
  readonly consumer: LogConsumer
  /** Organizations that are served side by side. */
  readonly concurrency: number
  readonly onError: (error: unknown, failure: WorkerFailure) => void
  /** When an organization that is not behind is read again: shared with the other consumers. */
  readonly moments: Moments
  /** Told of events that the consumer is done with. */
  readonly onPassed: (consumer: string, events: readonly RecordedEvent[]) => void
}

/** Keeps one consumer of the log going: one portion at a time for each organization, several organizations at once. */
export interface ConsumerRunner {
  /** The organization may have events to react to. Cheap: it may be said as often as anybody likes. */
  readonly wake: (organizationId: OrganizationId) => void
  /** Asks the log who is behind, and wakes them. */
  readonly poll: () => Promise<void>
  /** Begins nothing more; resolves when what was begun is done. */
  readonly stop: () => Promise<void>
}

/** Organizations that one poll asks for. */
const POLL_LIMIT = 1_000
/** Portions of one organization in a row, before the others get their turn. */
const PORTIONS = 5
/**
 * Milliseconds after which a hint that led to nothing is followed once more. What was recorded is not readable while a
 * transaction that began before it goes on, and the end of that one gives no hint.
 */
const SECOND_LOOKS = [20, 100]

export const createConsumerRunner = (options: RunnerOptions): ConsumerRunner => {
  const { eventLog, consumer, concurrency, onError } = options
  const resting = createResting()
  const waiting = new Set<OrganizationId>()
  const running = new Map<OrganizationId, Promise<void>>()
  const hinted = new Set<OrganizationId>()
  const gathering = new Set<OrganizationId>()
  const looks = new Map<OrganizationId, NodeJS.Timeout>()
  let stopped = false

  const queue = (organizationId: OrganizationId): void => {
    if (stopped || running.has(organizationId) || gathering.has(organizationId)) return
    if (resting.isResting(organizationId)) return
    waiting.add(organizationId)
    startWaiting()
  }

  const startWaiting = (): void => {
    for (const organizationId of waiting) {
      if (running.size >= concurrency) return
      waiting.delete(organizationId)
      running.set(organizationId, serve(organizationId))
    }
  }

  const serve = async (organizationId: OrganizationId): Promise<void> => {
    const more = await drain(organizationId).catch((error: unknown) => {
      onError(error, { task: consumer.name, organizationId, ...resting.failed(organizationId) })
      return false
    })
    running.delete(organizationId)
    if (more) queue(organizationId)
    else gather(organizationId)
    startWaiting()
  }

  /** Hints come with every commit. Whoever is busy is read in portions, not commit by commit; its place is another's meanwhile. */
  const gather = (organizationId: OrganizationId): void => {
    gathering.add(organizationId)
    options.moments.next(organizationId, () => {
      gathering.delete(organizationId)
      if (hinted.has(organizationId)) queue(organizationId)
    })
  }

  /** Tells whether there is more at once. */
  const drain = async (organizationId: OrganizationId): Promise<boolean> => {
    hinted.delete(organizationId)
    for (let portion = 0; portion < PORTIONS && !stopped; portion += 1) {
      const passed = await drainOnce(eventLog, consumer, organizationId)
      resting.wentWell(organizationId)
      if (passed.length > 0) options.onPassed(consumer.name, passed)
      if (passed.length < PORTION) return false
    }
    return true
  }

  const lookAgain = (organizationId: OrganizationId, look: number): void => {
    clearTimeout(looks.get(organizationId))
    const delay = SECOND_LOOKS[look]
    if (delay === undefined) {
      looks.delete(organizationId)
      return
    }
    const timer = setTimeout(() => {
      hinted.add(organizationId)
      queue(organizationId)
      lookAgain(organizationId, look + 1)
    }, delay)
    looks.set(organizationId, timer)
  }

  return {
    wake: (organizationId) => {
      if (stopped) return
      hinted.add(organizationId)
      queue(organizationId)
      lookAgain(organizationId, 0)
    },
    poll: async () => {
      for (const organizationId of await eventLog.behind(consumer.name, POLL_LIMIT)) queue(organizationId)
    },
    stop: async () => {
      stopped = true
      waiting.clear()
      for (const timer of looks.values()) clearTimeout(timer)
      looks.clear()
      await Promise.all(running.values())
    },
  }
}
