import type { AuditEntry, AuditEntryId, AuditOutcome, OrganizationId, Timestamp } from '../kernel/index.ts'

/** What is asked of an audit log; what is left out narrows nothing. */
export interface AuditFilter {
  /** Whoever did it, whatever kind of actor it is. */
  readonly actorId?: string | undefined
  readonly action?: string | undefined
  readonly outcome?: AuditOutcome | undefined
  /** At this moment or later. */
  readonly since?: Timestamp | undefined
  /** Before this moment. */
  readonly until?: Timestamp | undefined
}

/** The place of an entry in its log. */
export interface AuditPlace {
  readonly occurredAt: Timestamp
  readonly id: AuditEntryId
}

/** Port. Keeps audit logs. Nothing in them is ever changed or removed, by whatever means. */
export interface AuditStore {
  /** Appends to the log of one organization, or of the installation. */
  readonly append: (organizationId: OrganizationId, entries: readonly AuditEntry[]) => Promise<void>
  /** At most `limit` entries, the newest first, that come after `after`. Costs the same wherever that is. */
  readonly list: (
    organizationId: OrganizationId,
    asked: { readonly filter: AuditFilter; readonly after: AuditPlace | null; readonly limit: number },
  ) => Promise<readonly AuditEntry[]>
}
