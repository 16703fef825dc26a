import type { AuditEntry, AuditFilter, AuditRecorder, AuditStore, OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { declared, listed } from '../kernel/recordset.ts'
import { AUDIT_COLUMNS, type AuditEntryTable, fromAuditEntry, toAuditEntry } from './audit-rows.ts'

/** Appends to the organization's audit log in the transaction of what it tells. */
export const createAuditRecorder = (db: Executor, organizationId: OrganizationId): AuditRecorder => ({
  record: (...entries) => insertEntries(db, organizationId, entries),
})

/** Keeps audit logs in the database. */
export const createAuditStore = (db: Database): AuditStore => ({
  append: (organizationId, entries) => insertEntries(db.of(organizationId), organizationId, entries),
  list: async (organizationId, { filter, after, limit }) => {
    let query = db
      .of(organizationId)
      .selectFrom('audit_entries')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    if (after !== null) query = query.where(placedBefore(toIso(after.occurredAt), after.id))
    for (const [column, operator, value] of narrowing(filter)) query = query.where(column, operator, value)
    const rows = await query.execute()
    return rows.map(toAuditEntry)
  },
})

const placedBefore = (at: string, id: string): RawBuilder<boolean> =>
  sql<boolean>`(occurred_at, id) < (${at}::timestamptz, ${id}::uuid)`

type Narrowing = readonly [keyof AuditEntryTable, '=' | '>=' | '<', string]

const narrowing = ({ actorId, action, outcome, since, until }: AuditFilter): readonly Narrowing[] => [
  ...(actorId === undefined ? [] : [['actor_id', '=', actorId] as const]),
  ...(action === undefined ? [] : [['action', '=', action] as const]),
  ...(outcome === undefined ? [] : [['outcome', '=', outcome] as const]),
  ...(since === undefined ? [] : [['occurred_at', '>=', toIso(since)] as const]),
  ...(until === undefined ? [] : [['occurred_at', '<', toIso(until)] as const]),
]

const COLUMNS = sql.raw(listed(AUDIT_COLUMNS))
const DECLARED = sql.raw(declared(AUDIT_COLUMNS))

const insertEntries = async (
  db: Executor,
  organizationId: OrganizationId,
  entries: readonly AuditEntry[],
): Promise<void> => {
  if (entries.length === 0) return
  if (entries.some((entry) => entry.organizationId !== organizationId))
    throw new Error("An entry of another organization's log")
  await sql`
    insert into audit_entries (organization_id, ${COLUMNS})
    select ${organizationId}::uuid, ${COLUMNS}
    from json_to_recordset(${toJson(entries.map(fromAuditEntry))}::json) as entry (${DECLARED})`.execute(db)
}
