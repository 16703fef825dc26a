import type { AuditEntry, AuditSink, OrganizationId } from '../kernel/index.ts'
import type { AuditStore } from './audit-store.ts'

/** Entries that wait to be written, at the most. */
export const AUDIT_BUFFER = 2_000
/** Entries written in one go. */
const PORTION = 200

/** What takes entries that have no transaction of their own. */
export interface AuditBuffer extends AuditSink {
  /** Waits until what was taken is written, or could not be. Never rejects. */
  readonly flush: () => Promise<void>
}

export interface AuditBufferPorts {
  readonly auditStore: Pick<AuditStore, 'append'>
  /** Told when entries could not be written, or were too many: they are lost. */
  readonly onAuditLost?: ((error: unknown, entries: readonly AuditEntry[]) => void) | undefined
}

/**
 * Writes entries behind the caller's back, many at a time: no timer, those that come while others are being written are
 * the next portion. What could not be written is tried once more.
 */
export const createAuditBuffer = ({
  auditStore,
  onAuditLost = () => undefined,
}: AuditBufferPorts): AuditBuffer => {
  const waiting: AuditEntry[] = []
  let writing: Promise<void> | null = null

  const write = async (organizationId: OrganizationId, entries: readonly AuditEntry[]): Promise<void> => {
    try {
      await auditStore.append(organizationId, entries)
    } catch {
      await auditStore.append(organizationId, entries).catch((error: unknown) => onAuditLost(error, entries))
    }
  }
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      for (const [organizationId, entries] of byOrganization(waiting.splice(0, PORTION)))
        await write(organizationId, entries)
    }
    writing = null
  }
  const flush = async (): Promise<void> => {
    if (writing === null && waiting.length > 0) writing = writeAll()
    await writing
  }
  return {
    append: (entry) => {
      if (waiting.length >= AUDIT_BUFFER) {
        onAuditLost(new Error('Too many entries of the audit log wait to be written'), [entry])
        return
      }
      waiting.push(entry)
      void flush()
    },
    flush,
  }
}

const byOrganization = (
  entries: readonly AuditEntry[],
): ReadonlyMap<OrganizationId, readonly AuditEntry[]> => {
  const groups = new Map<OrganizationId, AuditEntry[]>()
  for (const entry of entries)
    groups.set(entry.organizationId, [...(groups.get(entry.organizationId) ?? []), entry])
  return groups
}
