import type { EventLog, LoggedEvent, OrganizationId, RecordedEvent } from './kernel/index.ts'

/**
 * Something that reacts to the log, with a cursor of its own. `handle` is given the same events again when it failed or
 * died half-way, so what it does must bear repetition. A throw leaves the cursor where it is.
 */
export interface LogConsumer {
  readonly name: string
  /** The types of events that `handle` is to be given now; null, and no method, for all of them. */
  readonly interest?: (organizationId: OrganizationId) => Promise<readonly string[] | null>
  /** True: what it has no interest in is not even told as passed. For those who want little of what happens. */
  readonly skips?: boolean
  readonly handle: (organizationId: OrganizationId, events: readonly RecordedEvent[]) => Promise<void>
}

/** The most events that one portion passes. */
export const PORTION = 500

/**
 * Takes the consumer past one portion of what it has not passed yet.
 *
 * @returns the events it passed, those that it has no interest in without their data; none when there was nothing to
 *   read. Fewer than `PORTION` means that there was no more.
 */
export const drainOnce = async (
  log: EventLog,
  consumer: LogConsumer,
  organizationId: OrganizationId,
): Promise<readonly RecordedEvent[]> => {
  const { logged, types } = await readWanted(log, consumer, organizationId)
  const last = logged.at(-1)
  if (!last) return []
  const events = logged.map(({ event }) => event)
  const wanted = types ? events.filter(({ type }) => types.includes(type)) : events
  if (wanted.length > 0) await consumer.handle(organizationId, wanted)
  await log.advance(organizationId, consumer.name, last.cursor)
  return events
}

interface Wanted {
  readonly logged: readonly LoggedEvent[]
  readonly types: readonly string[] | null
}

/**
 * Reads with the interest that the consumer has after the events were recorded. It is asked before the read, to spare
 * data that nobody wants, and again after it: what became of interest in between was so before some of the events.
 */
const readWanted = async (
  log: EventLog,
  consumer: LogConsumer,
  organizationId: OrganizationId,
): Promise<Wanted> => {
  const interest = async () => (await consumer.interest?.(organizationId)) ?? null
  const types = await interest()
  const others = consumer.skips ? 'left-out' : 'bare'
  const logged = await log.read(organizationId, consumer.name, PORTION, types, others)
  if (types === null || logged.every(({ event }) => types.includes(event.type))) return { logged, types }
  const now = await interest()
  const wider = now === null || now.some((type) => !types.includes(type))
  return wider
    ? { logged: await log.read(organizationId, consumer.name, PORTION, now), types: now }
    : { logged, types }
}
