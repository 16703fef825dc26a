import {
  type AuditRecorder,
  auditedChanges,
  type CallOptions,
  type Clock,
  type EventRecorder,
  type IdSource,
  picked,
  type RecordedEvent,
} from '../kernel/index.ts'
import type { AgentIdentity } from './agent-identity.ts'
import { audited } from './audited.ts'
import { actorOf, type ContactPointPrincipal, type Principal } from './principal.ts'

/** Who may ask about agent identities; one that acts as an identity asks about that one alone. */
export type AgentIdentityKeeper = Exclude<Principal, ContactPointPrincipal>

interface TrailPorts {
  readonly ids: IdSource
  readonly clock: Clock
}

/** Something that became of an agent identity. */
export interface AgentIdentityNews {
  readonly principal: AgentIdentityKeeper
  readonly options: CallOptions
  /** What the audit log calls it. */
  readonly action: string
  /** As it was; null for one that is new. */
  readonly before: AgentIdentity | null
  /** As it is by then. */
  readonly identity: AgentIdentity
}

/** Tells the log and the audit log what became of an agent identity. */
export const leaveTrail = async (
  ports: TrailPorts,
  tx: { readonly events: EventRecorder; readonly audit: AuditRecorder },
  { principal, options, action, before, identity }: AgentIdentityNews,
): Promise<void> => {
  const type = EVENTS.find((one) => one === action) ?? 'agent-identity.updated'
  await tx.events.record([agentIdentityEvent(ports, principal, { type, identity })])
  const changed = before ? auditedChanges(before, identity, SHOWN) : { after: picked(identity, SHOWN) }
  await tx.audit.record(
    audited(
      ports,
      { principal, origin: options.origin },
      {
        action,
        subject: { type: 'agent_identity', id: identity.id },
        ...(Object.keys(changed.after).length > 0 && changed),
      },
    ),
  )
}

/** What the log tells apart: whatever else happens to an agent identity is a change of it. */
const EVENTS = ['agent-identity.created', 'agent-identity.removed'] as const

const SHOWN = [
  'handle',
  'displayName',
  'description',
  'outgoingUrl',
  'imessageEnabled',
  'imessageFilterMode',
] as const satisfies readonly (keyof AgentIdentity)[]

/** An event that tells an agent identity as it is by then. */
export const agentIdentityEvent = (
  { ids, clock }: TrailPorts,
  principal: AgentIdentityKeeper,
  { type, identity }: { readonly type: string; readonly identity: AgentIdentity },
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: identity.organizationId,
  aggregate: { type: 'agent_identity', id: identity.id },
  seq: null,
  occurredAt: clock.now(),
  actor: actorOf(principal),
  data: { agentIdentity: identity },
})
