import type { ContactId, OrganizationId } from '@parlance/core'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

/** Ordered and locked first: two batches with the same contacts in another order would wait for each other. */
const NOTE_ACTIVITY = statement(
  'contacts-note-activity',
  `with noted as (
     select contacts.id, row.at
     from json_to_recordset($2::json) as row (id uuid, at timestamptz)
     join contacts on contacts.organization_id = $1 and contacts.id = row.id
     order by contacts.id
     for no key update of contacts
   )
   update contacts set last_activity_at = noted.at
   from noted
   where contacts.organization_id = $1 and contacts.id = noted.id
     and (contacts.last_activity_at is null or contacts.last_activity_at < noted.at)`,
)

/** What notes when the contacts of a batch last wrote; nothing when none of them did. */
export const activityWrites = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] => {
  const latest = new Map<ContactId, number>()
  for (const { message } of ledger.messages) {
    if (message.kind !== 'incoming' || message.sender?.type !== 'contact') continue
    const { id } = message.sender
    latest.set(id, Math.max(latest.get(id) ?? 0, message.createdAt))
  }
  const rows = [...latest].map(([id, at]) => ({ id, at: toIso(at) }))
  return rows.length === 0 ? [] : [{ statement: NOTE_ACTIVITY, values: [organizationId, toJson(rows)] }]
}
