import type { AuditEntry } from './audit-entry.ts'

/** Port. Appends to the audit log of the organization that the unit of work is bound to; kept when it commits. */
export interface AuditRecorder {
  readonly record: (...entries: readonly AuditEntry[]) => Promise<void>
}

/**
 * Takes entries about what has no transaction of its own: refusals, failed sign-ins. Answers at once and never fails; what
 * it took is written soon after, many at a time. Of more than it can hold, the newest are lost, and that is said.
 */
export interface AuditSink {
  readonly append: (entry: AuditEntry) => void
}
