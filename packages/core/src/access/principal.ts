import type { Actor, ContactId, InboxId, OrganizationId, TeamId } from '../kernel/index.ts'
import type { AgentIdentity } from './agent-identity.ts'
import type { Member } from './member.ts'

/** A member who signed in or presented a token. */
export interface MemberPrincipal {
  readonly type: 'member'
  readonly organizationId: OrganizationId
  readonly member: Member
  /** The inboxes the member belongs to; agents see these and no others. */
  readonly inboxIds: readonly InboxId[]
  /** The teams the member belongs to; agents also see their conversations, one by one. */
  readonly teamIds: readonly TeamId[]
}

/** A contact who speaks through a contact point of one inbox, known only by its source id. */
export interface ContactPointPrincipal {
  readonly type: 'contact_point'
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  readonly sourceId: string
  /** The contact behind it once its identity was proven: then it reaches all of that contact's conversations. */
  readonly verifiedContactId?: ContactId
}

/** Software that presented its token. */
export interface AgentIdentityPrincipal {
  readonly type: 'agent_identity'
  readonly organizationId: OrganizationId
  readonly agentIdentity: AgentIdentity
}

/** The engine itself, carrying out what was configured: consumers of the log, and the command line. */
export interface SystemPrincipal {
  readonly type: 'system'
  readonly organizationId: OrganizationId
}

/** Who acts. Every method of the engine takes one first. */
export type Principal = MemberPrincipal | ContactPointPrincipal | AgentIdentityPrincipal | SystemPrincipal

/** The principal as events remember it; a contact point acts for the contact behind it, known once its conversation is loaded. */
export const actorOf = (principal: Exclude<Principal, ContactPointPrincipal>): Actor => {
  switch (principal.type) {
    case 'member':
      return { type: 'member', id: principal.member.id }
    case 'agent_identity':
      return { type: 'agent_identity', id: principal.agentIdentity.id }
    case 'system':
      return { type: 'system' }
  }
}
