import type { ContactId, OrganizationId } from '@parlance/core'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { fewRows } from '../kernel/recordset.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

interface NotedRow {
  readonly id: ContactId
  /** Its version before this. */
  readonly version: string
}

const NOTE_ACTIVITY = statement<NotedRow>(
  'contacts-note-activity',
  `with before as (
     select contacts.id, contacts.xmin::text as version, row.at
     from ${fewRows('$2', { id: 'uuid', at: 'timestamptz' })}
     join contacts on contacts.organization_id = $1 and contacts.id = row.id
     order by contacts.id for no key update of contacts
   )
   update contacts set last_activity_at = before.at
   from before
   where contacts.organization_id = $1 and contacts.id = before.id
     and (contacts.last_activity_at is null or contacts.last_activity_at < before.at)
   returning contacts.id, before.version`,
)

/** What notes when the contacts of a batch last wrote; nothing when that is not to be noted of any. */
export const activityWrites = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] => {
  const latest = new Map<ContactId, number>()
  for (const { message, sender } of ledger.messages) {
    if (message.kind !== 'incoming' || sender?.type !== 'contact') continue
    const { id, lastActivityAt } = sender.contact
    // Earlier than the message where it was noted not long ago.
    if (lastActivityAt !== message.createdAt) continue
    latest.set(id, Math.max(latest.get(id) ?? 0, lastActivityAt))
  }
  // In the order of the ids, in which they are locked: two batches with the same contacts in other orders would wait for
  // each other in a circle.
  const rows = [...latest].map(([id, at]) => ({ id, at: toIso(at) })).toSorted(byId)
  if (rows.length === 0) return []
  const told: Write['told'] = (noted) => {
    for (const { id, version } of noted as readonly NotedRow[]) ledger.notedContacts.set(id, version)
  }
  return [{ statement: NOTE_ACTIVITY, values: [organizationId, toJson(rows)], told }]
}

const byId = (left: { readonly id: string }, right: { readonly id: string }) => (left.id < right.id ? -1 : 1)
