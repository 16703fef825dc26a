import type { EventRecorder, OrganizationId } from '@parlance/core'
import type { Executor } from './database.ts'
import { EVENT_COLUMNS } from './event-rows.ts'
import { insertListed } from './insert-listed.ts'

/** Appends what a unit of work did to the log; `onRecord` is told that there was something. */
export const createEventRecorder = (
  db: Executor,
  organizationId: OrganizationId,
  onRecord: () => void,
): EventRecorder => ({
  record: async (events) => {
    if (events.length === 0) return
    const kept = events.map((event) => ({ event, data: event.data, messages: null }))
    await insertListed(organizationId, 'events', EVENT_COLUMNS, kept).execute(db)
    onRecord()
  },
})
