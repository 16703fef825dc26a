import type { InboxQueries } from '../inboxes/index.ts'
import { type OrganizationId, ok, type RecordedEvent, type UnitOfWork } from '../kernel/index.ts'
import { measurementOf, type Span, spansIn } from './measure-event.ts'
import type { MeasurementStore } from './measurement.ts'

export interface MeasuringPorts {
  readonly unitOfWork: UnitOfWork<{ readonly measurements: MeasurementStore }>
  readonly inboxQueries: InboxQueries
}

/** Reacts to the log by keeping what reports are made of. The same events again change nothing. */
export const recordMeasurements =
  ({ unitOfWork, inboxQueries }: MeasuringPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    const spans = events.flatMap(spansIn)
    if (spans.length === 0) return
    const calendars = await calendarsOf(inboxQueries, organizationId, spans)
    const measurements = spans.map((span) =>
      measurementOf(span, calendars.get(span.event.data.state.conversation.inboxId) ?? null),
    )
    await unitOfWork.run(organizationId, async (tx) => {
      await tx.measurements.record(measurements)
      return ok(null)
    })
  }

/** The calendars of the inboxes that are closed at times, of those in which something took time. */
const calendarsOf = async (
  inboxQueries: InboxQueries,
  organizationId: OrganizationId,
  spans: readonly Span[],
) => {
  const timed = spans.filter(({ since }) => since !== null)
  const ids = [...new Set(timed.map(({ event }) => event.data.state.conversation.inboxId))]
  const inboxes = ids.length > 0 ? await inboxQueries.list(organizationId, ids) : []
  return new Map(
    inboxes.filter(({ workingHoursEnabled }) => workingHoursEnabled).map((inbox) => [inbox.id, inbox]),
  )
}
