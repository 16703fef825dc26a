import {
  auditActorOf,
  type Directory,
  type Principal,
  type RecogniseSessionPorts,
  recogniseCredential,
} from '../access/index.ts'
import {
  type AuditActor,
  type AuditEntry,
  type AuditSink,
  auditEntryOf,
  type CallOrigin,
  type IdSource,
  INSTALLATION,
  MINUTE,
  type OrganizationId,
  type Secrets,
} from '../kernel/index.ts'

/** A call that was refused because of who made it. */
export interface RefusedCall {
  /** Who called, where the door let it in. */
  readonly principal?: Principal | undefined
  /** What it presented, where the door did not. */
  readonly credentials: readonly string[]
  /** What was called. */
  readonly operation: string
  /** Why it was refused. */
  readonly code: string
  readonly origin?: CallOrigin | undefined
}

export interface RefusalPorts extends RecogniseSessionPorts {
  readonly auditLog: AuditSink
  readonly directory: Directory
  readonly secrets: Secrets
  readonly ids: IdSource
}

/** Callers and calls that are told apart in a minute; more than these are told together. */
export const REFUSALS_TOLD_APART = 1_000

/**
 * Notes a refused call in the audit log of the caller's organization, or in the installation's where it has none. The same
 * call of the same caller is noted once a minute, and how often it was repeated when the minute is over: so nobody fills
 * the log by being refused.
 */
export const noteRefusal = (ports: RefusalPorts) => {
  const noted = tellingOnce(ports)
  return {
    note: async (refused: RefusedCall): Promise<void> => {
      const who = await whoIs(ports, refused)
      const { code, operation, origin } = refused
      const entry = auditEntryOf(
        ports,
        {
          ...who,
          action: 'access.refused',
          outcome: 'refused',
          subject: { type: 'operation', id: operation },
          after: { code },
        },
        origin,
      )
      noted.note(entry)
    },
    /** Tells what was repeated in this minute. */
    close: noted.close,
  }
}

interface Who {
  readonly organizationId: OrganizationId
  readonly actor: AuditActor
}

const NOBODY: Who = { organizationId: INSTALLATION, actor: { type: 'unknown' } }

const whoIs = async (ports: RefusalPorts, { principal, credentials }: RefusedCall): Promise<Who> => {
  if (principal) return { organizationId: principal.organizationId, actor: auditActorOf(principal) }
  for (const credential of credentials) {
    const known = await recogniseCredential(ports, credential).catch(() => null)
    if (known) return { organizationId: known.organization.id, actor: auditActorOf(known.principal) }
  }
  return NOBODY
}

const keyOf = ({ organizationId, actor, subject, after, address }: AuditEntry): string =>
  // One address may be that of many people: where they are known it says nothing.
  JSON.stringify([organizationId, actor, subject, after, actor.type === 'unknown' ? address : null])

const tellingOnce = ({ auditLog, ids, clock }: Pick<RefusalPorts, 'auditLog' | 'ids' | 'clock'>) => {
  const told = new Map<string, { readonly entry: AuditEntry; repeats: number }>()
  let minute = 0

  const close = (): void => {
    for (const { entry, repeats } of told.values()) {
      if (repeats === 0) continue
      auditLog.append({
        ...entry,
        id: ids.next(),
        occurredAt: clock.now(),
        after: { ...entry.after, repeats },
      })
    }
    told.clear()
  }
  return {
    close,
    note: (entry: AuditEntry): void => {
      const now = Math.floor(clock.now() / MINUTE)
      if (now !== minute) close()
      minute = now
      const key = told.size < REFUSALS_TOLD_APART || told.has(keyOf(entry)) ? keyOf(entry) : 'others'
      const before = told.get(key)
      if (before) {
        before.repeats += 1
        return
      }
      const one: AuditEntry =
        key === 'others' ? { ...entry, ...NOBODY, subject: undefined, address: undefined } : entry
      told.set(key, { entry: one, repeats: 0 })
      auditLog.append(one)
    },
  }
}
