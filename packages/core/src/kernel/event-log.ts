import type { RecordedEvent } from './event.ts'
import type { OrganizationId } from './id.ts'

/** A place in an organization's log. Opaque, totally ordered, and safe: nothing that commits later sorts before it. */
export type LogCursor = string

export interface LoggedEvent {
  readonly cursor: LogCursor
  readonly event: RecordedEvent
}

/**
 * Port. The organization's log, as its consumers (webhooks, automatic assignment, …) read it.
 *
 * Delivery is at least once: a consumer that dies before `advance` is handed the same events again, so what it does
 * must bear repetition. Events of one conversation come in the order of their `seq`.
 */
export interface EventLog {
  /**
   * The oldest events this consumer has not passed yet, at most `limit` (1–1000). With `types`, events of any other type
   * come without their data (`data` is null), which costs much less; or are left out, but for the newest one that was
   * looked at, by which the consumer passes them all.
   */
  readonly read: (
    organizationId: OrganizationId,
    consumer: string,
    limit: number,
    types?: readonly string[] | null,
    others?: 'bare' | 'left-out',
  ) => Promise<readonly LoggedEvent[]>
  /** Notes that the consumer is done with everything up to and including `to`. Never moves backwards. */
  readonly advance: (organizationId: OrganizationId, consumer: string, to: LogCursor) => Promise<void>
  /** The newest place that can be read from; null in a log of nothing. All that is recorded from now on comes after it. */
  readonly head: (organizationId: OrganizationId) => Promise<LogCursor | null>
  /** The oldest events after this place, at most `limit` (1–1000); with null, from the beginning. Nothing is noted. */
  readonly after: (
    organizationId: OrganizationId,
    place: LogCursor | null,
    limit: number,
  ) => Promise<readonly LoggedEvent[]>
  /** Organizations that have events this consumer has not passed, at most `limit`. */
  readonly behind: (consumer: string, limit: number) => Promise<readonly OrganizationId[]>
  /**
   * Calls back after a commit that recorded events, coalesced; a hint to read now, not a promise: consumers poll too.
   * Returns what ends the subscription.
   */
  readonly onRecorded: (listener: (organizationId: OrganizationId) => void) => () => void
}
