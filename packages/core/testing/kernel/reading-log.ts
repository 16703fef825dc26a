import type { OrganizationId, RecordedEvent } from '../../src/index.ts'
import { until } from './polling.ts'
import type { StorageHarness } from './storage-harness.ts'

type Ports = Pick<StorageHarness, 'storage' | 'world'>

/** A name that no other consumer has. */
export const newConsumer = ({ world }: Pick<Ports, 'world'>): string => `consumer-${world.ids.next()}`

/** What a consumer is handed from where it is to the end, passing it by. */
export const drain = async (
  { storage }: Pick<Ports, 'storage'>,
  organizationId: OrganizationId,
  consumer: string,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const logged = await storage.eventLog.read(organizationId, consumer, 100)
    const last = logged.at(-1)
    if (!last) return events
    events.push(...logged.map(({ event }) => event))
    await storage.eventLog.advance(organizationId, consumer, last.cursor)
  }
}

/**
 * All events about one thing, once there are as many as that. A log may show an event some moments after its commit,
 * while something older elsewhere is still being written.
 */
export const eventsAbout = async (
  ports: Ports,
  organizationId: OrganizationId,
  id: string,
  atLeast: number,
): Promise<readonly RecordedEvent[]> => {
  const consumer = newConsumer(ports)
  const events: RecordedEvent[] = []
  await until(`${atLeast} events in the log`, async () => {
    const read = await drain(ports, organizationId, consumer)
    events.push(...read.filter(({ aggregate }) => aggregate.id === id))
    return events.length >= atLeast
  })
  return events
}
