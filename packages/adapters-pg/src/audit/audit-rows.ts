import type {
  AuditActor,
  AuditEntry,
  AuditEntryId,
  AuditOutcome,
  JsonObject,
  OrganizationId,
} from '@parlance/core'
import { fitAuditEntry } from '@parlance/core'
import type { Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface AuditEntryTable {
  organization_id: OrganizationId
  id: AuditEntryId
  occurred_at: Moment
  actor_type: AuditActor['type']
  actor_id: string | null
  action: string
  subject_type: string | null
  subject_id: string | null
  outcome: AuditOutcome
  address: string | null
  user_agent: string | null
  before: JsonObject | null
  after: JsonObject | null
}

/** The columns with the types by which the statement that inserts them reads them; the organization comes apart. */
export const AUDIT_COLUMNS = {
  id: 'uuid',
  occurred_at: 'timestamptz',
  actor_type: 'text',
  actor_id: 'uuid',
  action: 'text',
  subject_type: 'text',
  subject_id: 'text',
  outcome: 'text',
  address: 'text',
  user_agent: 'text',
  before: 'json',
  after: 'json',
} as const satisfies Partial<Record<keyof AuditEntryTable, string>>

export const toAuditEntry = (row: Selectable<AuditEntryTable>): AuditEntry => ({
  id: row.id,
  organizationId: row.organization_id,
  occurredAt: row.occurred_at,
  // The check on the table is the proof that a type without an id is one of those that have none.
  actor: (row.actor_id === null
    ? { type: row.actor_type }
    : { type: row.actor_type, id: row.actor_id }) as AuditActor,
  action: row.action,
  ...(row.subject_type !== null &&
    row.subject_id !== null && { subject: { type: row.subject_type, id: row.subject_id } }),
  outcome: row.outcome,
  ...(row.address !== null && { address: row.address }),
  ...(row.user_agent !== null && { userAgent: row.user_agent }),
  ...(row.before !== null && { before: row.before }),
  ...(row.after !== null && { after: row.after }),
})

/** An entry as JSON for `json_to_recordset`, no longer than it may be. */
export const fromAuditEntry = (entry: AuditEntry) => {
  const { id, actor, action, subject, outcome, ...rest } = fitAuditEntry(entry)
  return {
    id,
    occurred_at: toIso(entry.occurredAt),
    actor_type: actor.type,
    actor_id: 'id' in actor ? actor.id : null,
    action,
    subject_type: subject?.type ?? null,
    subject_id: subject?.id ?? null,
    outcome,
    address: rest.address ?? null,
    user_agent: rest.userAgent ?? null,
    before: rest.before ?? null,
    after: rest.after ?? null,
  }
}
