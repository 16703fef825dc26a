import type { RecordedEvent } from './event.ts'

/** Port. Appends to the log of the organization that the unit of work is bound to; seen by consumers once it commits. */
export interface EventRecorder {
  readonly record: (events: readonly RecordedEvent[]) => Promise<void>
}
