import type { RecordedEvent } from '@parlance/core'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** One answered HTTP request. */
export interface MeasuredRequest {
  readonly method: string
  /** The route's template, such as `/api/v1/accounts/:accountId/inboxes`: its values would make a series each. */
  readonly route: string
  readonly status: number
  /** Seconds. */
  readonly seconds: number
}

/** What is asked of the storage when the numbers are read. */
export interface Backlog {
  readonly consumer: string
  /** Organizations with events that the consumer has not passed. */
  readonly organizations: number
  /** Age of the oldest of these events, in seconds. */
  readonly oldest: number
}

/** The numbers that Prometheus collects. */
export interface Metrics {
  readonly observe: (request: MeasuredRequest) => void
  /** Counts events that were recorded. */
  readonly recorded: (events: readonly RecordedEvent[]) => void
  /** `outcome` is `delivered`, `retry` or `failed`. */
  readonly attempted: (outcome: string) => void
  readonly workerFailed: (task: string) => void
  /** Asks `measure` whenever the numbers are read; what it throws leaves the numbers as they were. */
  readonly watchBacklog: (measure: () => Promise<readonly Backlog[]>) => void
  /** Seconds by which the delivery that is due for longest is late; asked whenever the numbers are read. */
  readonly watchDeliveries: (measure: () => Promise<number>) => void
  readonly contentType: string
  /** All numbers in the text format of Prometheus. */
  readonly render: () => Promise<string>
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export const createMetrics = (): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const requests = new Histogram({
    name: 'parlance_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const events = new Counter({
    name: 'parlance_events_recorded_total',
    help: 'Events that this process has seen in the log, by type',
    labelNames: ['type'],
    registers,
  })
  const attempts = new Counter({
    name: 'parlance_webhook_attempts_total',
    help: 'Attempts to deliver a webhook, by what they led to',
    labelNames: ['outcome'],
    registers,
  })
  const failures = new Counter({
    name: 'parlance_worker_failures_total',
    help: 'Failures of background work, by task',
    labelNames: ['task'],
    registers,
  })
  return {
    observe: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    recorded: (recorded) => {
      for (const { type } of recorded) events.inc({ type })
    },
    attempted: (outcome) => attempts.inc({ outcome }),
    workerFailed: (task) => failures.inc({ task }),
    watchBacklog: (measure) => watchBacklog(register, measure),
    watchDeliveries: (measure) => watchDeliveries(register, measure),
    contentType: register.contentType,
    render: () => register.metrics(),
  }
}

const watchBacklog = (register: Registry, measure: () => Promise<readonly Backlog[]>): void => {
  const registers = [register]
  const labelNames = ['consumer']
  // Both numbers are of one measurement: whoever reads them asks for both at the same moment.
  const shared = sharing(() => measure().catch(() => []))
  new Gauge({
    name: 'parlance_log_oldest_unpassed_seconds',
    help: 'Age of the oldest event that a consumer of the log has not passed; 0 when it has passed all',
    labelNames,
    registers,
    async collect() {
      for (const { consumer, oldest } of await shared()) this.set({ consumer }, oldest)
    },
  })
  new Gauge({
    name: 'parlance_log_organizations_behind',
    help: 'Organizations with events that a consumer of the log has not passed, counted up to 100',
    labelNames,
    registers,
    async collect() {
      for (const { consumer, organizations } of await shared()) this.set({ consumer }, organizations)
    },
  })
}

/** Whoever asks while an answer is under way gets that one. */
const sharing = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | null = null
  return () => {
    asked ??= ask().finally(() => {
      asked = null
    })
    return asked
  }
}

const watchDeliveries = (register: Registry, measure: () => Promise<number>): void => {
  new Gauge({
    name: 'parlance_webhook_overdue_seconds',
    help: 'How late the delivery is that has been due for longest; 0 when none is due',
    registers: [register],
    async collect() {
      const seconds = await measure().catch(() => null)
      if (seconds !== null) this.set(seconds)
    },
  })
}
