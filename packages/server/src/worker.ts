import {
  type Clock,
  type EventLog,
  type Files,
  HOUR,
  type Housekeeping,
  type LogConsumer,
  MINUTE,
  type PresenceStore,
  type RecordedEvent,
  SECOND,
  type SignInAttempts,
  type StoragePorts,
} from '@parlance/core'
import { within } from './kernel/within.ts'
import { type ConsumerRunner, createConsumerRunner, type WorkerFailure } from './worker/consumer-runner.ts'
import { every, type Repeated } from './worker/every.ts'
import { createMoments, type Moments } from './worker/moments.ts'
import { tidyUp } from './worker/tidy-up.ts'

export type { WorkerFailure } from './worker/consumer-runner.ts'

/** What sends webhooks, as far as the worker runs it. */
export interface WorkerDispatcher {
  readonly start: () => void
  /** Stops within so many milliseconds. */
  readonly stop: (timeout: number) => Promise<void>
}

export interface WorkerOptions {
  readonly eventLog: EventLog
  readonly housekeeping: Housekeeping
  /** What is forgotten of who was there; nothing when it is left out. */
  readonly presenceStore?: Pick<PresenceStore, 'forget'>
  /** What is forgotten of sessions that are over, and of who failed to sign in; nothing when they are left out. */
  readonly unitOfWork?: StoragePorts['unitOfWork']
  readonly signInAttempts?: Pick<SignInAttempts, 'forget'>
  readonly clock: Clock
  /** Removes an organization's files that belong to nothing; they stay when it is left out. */
  readonly removeExpired?: Files['removeExpired'] | undefined
  /** What reacts to the log: `engine.consumers`, and any others, each with a name of its own. */
  readonly consumers: readonly LogConsumer[]
  /** Started and stopped with the worker. */
  readonly dispatcher?: WorkerDispatcher
  /** What is done again and again besides; at intervals, and never two of one kind at once. */
  readonly chores?: readonly Chore[]
  /** Told of every failure; what failed is tried again after a while. */
  readonly onError: (error: unknown, failure: WorkerFailure) => void
  /** Told of events that a consumer is done with. */
  readonly onPassed?: (consumer: string, events: readonly RecordedEvent[]) => void
  /** Organizations that each consumer serves side by side; 4 when left out. */
  readonly concurrency?: number
  /** Milliseconds after which an event is found that nobody gave a hint of; 1,000 when left out. */
  readonly pollInterval?: number
}

/** Something that is due at its time and not after an event. */
export interface Chore {
  readonly name: string
  /** Milliseconds between the end of one and the start of the next. */
  readonly interval: number
  readonly run: () => Promise<unknown>
}

/** Does what follows from events: runs the log's consumers and the dispatcher, does its chores, and tidies up every hour. */
export interface Worker {
  /** Once only: a stopped worker is not started again. */
  readonly start: () => void
  /** Begins nothing more and finishes what it began, within so many milliseconds; 10,000 when left out. */
  readonly stop: (timeout?: number) => Promise<void>
}

/** Milliseconds between two reads of one organization that is not behind. The first hint after that is followed at once. */
const GATHERING = 40

/** Makes the worker. Several may run on one database, in as many processes. */
export const createWorker = (options: WorkerOptions): Worker => {
  const { eventLog, onError, dispatcher } = options
  const moments = createMoments(GATHERING)
  const runners = options.consumers.map((consumer) => runnerOf(options, consumer, moments))
  let repeated: readonly Repeated[] = []
  let unsubscribe = (): void => undefined
  let stopping = false

  const tidy = async (): Promise<void> => {
    await tidyUp({ ...options, stopping: () => stopping })
  }

  return {
    start: () => {
      unsubscribe = eventLog.onRecorded((organizationId) => {
        for (const { runner } of runners) runner.wake(organizationId)
      })
      const interval = options.pollInterval ?? SECOND
      repeated = [
        ...runners.map(({ name, runner }) =>
          every({ interval, onError: (error) => onError(error, { task: `poll ${name}` }) }, runner.poll),
        ),
        every(
          { interval: HOUR, first: MINUTE, onError: (error) => onError(error, { task: 'tidy up' }) },
          tidy,
        ),
        ...(options.chores ?? []).map(({ name, interval, run }) =>
          every(
            { interval, first: interval, onError: (error) => onError(error, { task: name }) },
            async () => {
              await run()
            },
          ),
        ),
      ]
      dispatcher?.start()
    },
    stop: async (timeout = 10 * SECOND) => {
      stopping = true
      unsubscribe()
      const deadline = performance.now() + timeout
      const consumed = [...repeated, ...runners.map(({ runner }) => runner)].map((part) => part.stop())
      await within(timeout, Promise.all(consumed))
      await dispatcher?.stop(Math.max(0, deadline - performance.now()))
    },
  }
}

const runnerOf = (
  options: WorkerOptions,
  consumer: LogConsumer,
  moments: Moments,
): { readonly name: string; readonly runner: ConsumerRunner } => {
  const { onPassed } = options
  const runner = createConsumerRunner({
    eventLog: options.eventLog,
    consumer,
    concurrency: options.concurrency ?? 4,
    moments,
    onError: options.onError,
    onPassed: (name, events) => onPassed?.(name, events),
  })
  return { name: consumer.name, runner }
}
