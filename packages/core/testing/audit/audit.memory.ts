import {
  type AuditEntry,
  type AuditFilter,
  type AuditPlace,
  type AuditRecorder,
  type AuditStore,
  fitAuditEntry,
  type OrganizationId,
} from '../../src/index.ts'
import type { MemoryDatabase, WritableTables } from '../memory-database.ts'

const append = (
  tables: WritableTables,
  organizationId: OrganizationId,
  entries: readonly AuditEntry[],
): void => {
  for (const entry of entries) {
    if (entry.organizationId !== organizationId) throw new Error("An entry of another organization's log")
    tables.auditEntries.insert(organizationId, entry.id, fitAuditEntry(entry))
  }
}

export const memoryAuditRecorder = (
  tables: WritableTables,
  organizationId: OrganizationId,
): AuditRecorder => ({
  record: async (...entries) => append(tables, organizationId, entries),
})

const isBefore = (entry: AuditPlace, place: AuditPlace): boolean =>
  entry.occurredAt < place.occurredAt || (entry.occurredAt === place.occurredAt && entry.id < place.id)

const matches = (entry: AuditEntry, { actorId, action, outcome, since, until }: AuditFilter): boolean =>
  (actorId === undefined || ('id' in entry.actor && entry.actor.id === actorId)) &&
  (action === undefined || entry.action === action) &&
  (outcome === undefined || entry.outcome === outcome) &&
  (since === undefined || entry.occurredAt >= since) &&
  (until === undefined || entry.occurredAt < until)

export const memoryAuditStore = (database: MemoryDatabase): AuditStore => ({
  append: (organizationId, entries) => database.write((tables) => append(tables, organizationId, entries)),
  list: async (organizationId, { filter, after, limit }) =>
    database.committed.auditEntries
      .of(organizationId)
      .filter((entry) => matches(entry, filter) && (after === null || isBefore(entry, after)))
      .toSorted((left, right) => (isBefore(left, right) ? 1 : -1))
      .slice(0, limit),
})
