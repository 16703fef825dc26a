import { auditActorOf, type Principal, type Recognised } from '../access/index.ts'
import {
  type AuditActor,
  type AuditEntry,
  type AuditSink,
  auditEntryOf,
  type CallOrigin,
  type Clock,
  type IdSource,
  INSTALLATION,
  MINUTE,
  type OrganizationId,
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

export interface RefusalPorts {
  readonly auditLog: AuditSink
  readonly clock: Clock
  readonly ids: IdSource
  /** Whom a credential leads to; null for nobody. */
  readonly recognise: (credential: string) => Promise<Recognised | null>
}

/** How many are told apart in a minute, of callers that are known and of those that are not; more are told together. */
export const REFUSALS_TOLD_APART = { known: 1_000, unknown: 100 } as const

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

const whoIs = async ({ recognise }: RefusalPorts, { principal, credentials }: RefusedCall): Promise<Who> => {
  if (principal) return { organizationId: principal.organizationId, actor: auditActorOf(principal) }
  for (const credential of credentials) {
    const known = await recognise(credential).catch(() => null)
    if (known) return { organizationId: known.organization.id, actor: auditActorOf(known.principal) }
  }
  return NOBODY
}

/** Of somebody unknown the address is all that is known; where somebody is known, others may have the same one. */
const keyOf = ({ organizationId, actor, subject, after, address }: AuditEntry): string =>
  actor.type === 'unknown'
    ? JSON.stringify([organizationId, after, address])
    : JSON.stringify([organizationId, actor, subject, after])

interface Told {
  readonly entry: AuditEntry
  repeats: number
}

type TellingPorts = Pick<RefusalPorts, 'auditLog' | 'ids' | 'clock'>

const tellingOnce = ({ auditLog, ids, clock }: TellingPorts) => {
  const told = { known: new Map<string, Told>(), unknown: new Map<string, Told>() }
  let minute = 0

  const close = (): void => {
    for (const { entry, repeats } of [...told.known.values(), ...told.unknown.values()]) {
      if (repeats === 0) continue
      const after = { ...entry.after, repeats }
      auditLog.append({ ...entry, id: ids.next(), occurredAt: clock.now(), after })
    }
    told.known.clear()
    told.unknown.clear()
  }
  return {
    close,
    note: (entry: AuditEntry): void => {
      const now = Math.floor(clock.now() / MINUTE)
      if (now !== minute) close()
      minute = now
      const kind = entry.actor.type === 'unknown' ? 'unknown' : 'known'
      const own = keyOf(entry)
      const apart = told[kind].has(own) || told[kind].size < REFUSALS_TOLD_APART[kind]
      const key = apart ? own : OTHERS
      const before = told[kind].get(key)
      if (before) {
        before.repeats += 1
        return
      }
      const one = apart ? entry : { ...entry, ...NOBODY, subject: undefined, address: undefined }
      told[kind].set(key, { entry: one, repeats: 0 })
      auditLog.append(one)
    },
  }
}

const OTHERS = 'others'
