import type { ContactId, OrganizationId } from '@parlance/core'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

const NOTE_ACTIVITY = statement(
  'contacts-note-activity',
  `update contacts set last_activity_at = row.at
   from json_to_recordset($2::json) as row (id uuid, at timestamptz)
   where contacts.organization_id = $1 and contacts.id = row.id
     and (contacts.last_activity_at is null or contacts.last_activity_at < row.at)`,
)

/** What notes when the contacts of a batch last wrote; nothing when none of them did. */
export const activityWrites = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] => {
  const latest = new Map<ContactId, number>()
  for (const { message } of ledger.messages) {
    if (message.kind !== 'incoming' || message.sender?.type !== 'contact') continue
    const { id } = message.sender
    latest.set(id, Math.max(latest.get(id) ?? 0, message.createdAt))
  }
  // In the order of the ids, in which they are locked: two batches with the same contacts in other orders would wait for
  // each other in a circle.
  const rows = [...latest].map(([id, at]) => ({ id, at: toIso(at) })).toSorted(byId)
  return rows.length === 0 ? [] : [{ statement: NOTE_ACTIVITY, values: [organizationId, toJson(rows)] }]
}

const byId = (left: { readonly id: string }, right: { readonly id: string }) => (left.id < right.id ? -1 : 1)
