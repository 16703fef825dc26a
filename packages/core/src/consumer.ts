import type { EventLog, OrganizationId, RecordedEvent } from './kernel/index.ts'

/**
 * Something that reacts to the log, with a cursor of its own. `handle` is given the same events again when it failed or
 * died half-way, so what it does must bear repetition. A throw leaves the cursor where it is.
 */
export interface LogConsumer {
  readonly name: string
  readonly handle: (organizationId: OrganizationId, events: readonly RecordedEvent[]) => Promise<void>
}

const BATCH = 200

/**
 * Hands the consumer one portion of what it has not passed yet.
 *
 * @returns how many events it passed; 0 when there was nothing to read.
 */
export const drainOnce = async (
  log: EventLog,
  consumer: LogConsumer,
  organizationId: OrganizationId,
): Promise<number> => {
  const logged = await log.read(organizationId, consumer.name, BATCH)
  const last = logged.at(-1)
  if (!last) return 0
  await consumer.handle(
    organizationId,
    logged.map(({ event }) => event),
  )
  await log.advance(organizationId, consumer.name, last.cursor)
  return logged.length
}
