import type { EventLog, EventRecorder, LoggedEvent, OrganizationId, RecordedEvent } from '../../src/index.ts'
import { type MemoryDatabase, nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const cursorOf = (position: number) => String(position).padStart(15, '0')

/** Appends to the organization's log; throws when an event is another organization's. */
export const appendEvents = (
  tables: WritableTables,
  organizationId: OrganizationId,
  events: readonly RecordedEvent[],
): void => {
  for (const event of events) {
    if (event.organizationId !== organizationId) throw new Error("An event of another organization's log")
    const cursor = cursorOf(nextNumber(tables, organizationId, 'event'))
    tables.events.insert(organizationId, cursor, { cursor, event })
  }
}

export const memoryEventRecorder = (
  tables: WritableTables,
  organizationId: OrganizationId,
): EventRecorder => ({
  record: async (events) => appendEvents(tables, organizationId, events),
})

const unread = (tables: Tables, organizationId: OrganizationId, consumer: string) => {
  const passed = tables.cursors.get(organizationId, consumer)?.passed ?? ''
  return tables.events.of(organizationId).filter(({ cursor }) => cursor > passed)
}

export const memoryEventLog = (database: MemoryDatabase): EventLog => {
  const tables = database.committed
  return {
    read: async (organizationId, consumer, limit, types = null, others = 'bare') => {
      const all = unread(tables, organizationId, consumer)
      const isWanted = ({ event }: LoggedEvent) => types === null || types.includes(event.type)
      const bare = (logged: LoggedEvent) =>
        isWanted(logged) ? logged : { ...logged, event: { ...logged.event, data: null } }
      if (others === 'bare') return all.slice(0, limit).map(bare)
      const wanted = all.filter(isWanted)
      const last = all.at(-1)
      if (wanted.length >= limit || !last || isWanted(last)) return wanted.slice(0, limit)
      return [...wanted, bare(last)]
    },
    advance: (organizationId, consumer, to) =>
      database.write(({ cursors }) => {
        const passed = cursors.get(organizationId, consumer)?.passed ?? ''
        if (to > passed) cursors.put(organizationId, consumer, { consumer, passed: to })
      }),
    head: async (organizationId) => tables.events.of(organizationId).at(-1)?.cursor ?? null,
    after: async (organizationId, place, limit) =>
      tables.events
        .of(organizationId)
        .filter(({ cursor }) => cursor > (place ?? ''))
        .slice(0, limit),
    behind: async (consumer, limit) =>
      tables.organizations
        .everywhere()
        .map(({ id }) => id)
        .filter((id) => unread(tables, id, consumer).length > 0)
        .slice(0, limit),
    onRecorded: hintsOf(database),
  }
}

/** Tells listeners about organizations with new events, once for all that commit before they get to run. */
const hintsOf = (database: MemoryDatabase): EventLog['onRecorded'] => {
  const listeners = new Set<(organizationId: OrganizationId) => void>()
  const waiting = new Set<OrganizationId>()
  const tell = () => {
    const organizations = [...waiting]
    waiting.clear()
    for (const organizationId of organizations) for (const listener of listeners) listener(organizationId)
  }
  database.afterEvents((organizations) => {
    if (waiting.size === 0) void Promise.resolve().then(tell)
    for (const organizationId of organizations) waiting.add(organizationId)
  })
  return (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}
