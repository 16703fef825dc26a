import {
  type Directory,
  type Forbidden,
  type Principal,
  permit,
  type RecogniseSessionPorts,
  recogniseCredential,
} from '../access/index.ts'
import {
  type AuditEntry,
  err,
  type IdSource,
  ok,
  type Result,
  type Secrets,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { AuditBuffer } from './audit-buffer.ts'
import { readPlace, writePlace } from './audit-place.ts'
import type { AuditFilter, AuditStore } from './audit-store.ts'
import { noteRefusal, type RefusedCall } from './note-refusal.ts'

/** The most entries that are read at once, and how many without being asked. */
export const AUDIT_PAGE = { most: 200, standard: 50 } as const

/** What is asked of the log of the caller's organization. */
export interface AuditQuestion extends AuditFilter {
  /** 1–200; 50 when it is left out. */
  readonly limit?: number | undefined
  /** Where the page before ended; the newest entries when it is left out. */
  readonly cursor?: string | undefined
}

/** Entries, the newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[]
  /** Where the next page begins; null after the last one. */
  readonly nextCursor: string | null
}

export interface AuditPorts extends RecogniseSessionPorts {
  readonly directory: Directory
  readonly secrets: Secrets
  readonly ids: IdSource
  readonly auditStore: AuditStore
  readonly auditLog: AuditBuffer
}

/** What security asks about: who did what, and who was refused it. */
export interface Audit {
  readonly list: (
    principal: Principal,
    asked: AuditQuestion,
  ) => Promise<Result<AuditPage, Forbidden | ValidationFailed>>
  /** Notes a call that was refused because of who made it. Never rejects. */
  readonly noteRefusal: (refused: RefusedCall) => Promise<void>
  /** Waits until what was noted is written. For a process that stops. */
  readonly flush: () => Promise<void>
}

export const createAudit = (ports: AuditPorts): Audit => {
  const recognise = (credential: string) => recogniseCredential(ports, credential)
  const refusals = noteRefusal({ ...ports, recognise })
  return {
    list: (principal, asked) => listAudit(ports, principal, asked),
    noteRefusal: refusals.note,
    flush: () => {
      refusals.close()
      return ports.auditLog.flush()
    },
  }
}

const listAudit = async (
  { auditStore, secrets }: AuditPorts,
  principal: Principal,
  { limit = AUDIT_PAGE.standard, cursor, ...filter }: AuditQuestion,
): Promise<Result<AuditPage, Forbidden | ValidationFailed>> => {
  const permitted = permit(principal, 'audit:read')
  if (!permitted.ok) return permitted
  const { organizationId } = principal
  const after = cursor === undefined ? null : readPlace(organizationId, cursor, secrets)
  if (cursor !== undefined && after === null)
    return err(validationFailed({ field: 'cursor', problem: 'invalid' }))
  if (!Number.isInteger(limit) || limit < 1 || limit > AUDIT_PAGE.most)
    return err(validationFailed({ field: 'limit', problem: 'invalid', expected: `1–${AUDIT_PAGE.most}` }))
  // One more than is shown tells whether there is a next page.
  const found = await auditStore.list(organizationId, { filter, after, limit: limit + 1 })
  const entries = found.slice(0, limit)
  const last = found.length > limit ? entries.at(-1) : undefined
  return ok({ entries, nextCursor: last ? writePlace(organizationId, last, secrets) : null })
}
