import type { Actor, ContactId, InboxId, OrganizationId, SessionId, TeamId } from '../kernel/index.ts'
import type { AgentIdentity } from './agent-identity.ts'
import type { ApiKey } from './api-key.ts'
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
  /** The session that it calls in; left out for one that sent a token of its own. */
  readonly sessionId?: SessionId
}

/** A member who acts on itself alone: what it belongs to makes no difference. */
export const memberPrincipal = (member: Member): MemberPrincipal => ({
  type: 'member',
  organizationId: member.organizationId,
  member,
  inboxIds: [],
  teamIds: [],
})

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
  /** The key that it came with; left out when it came with its own token. */
  readonly key?: ApiKey
}

/** An organization's own backend: it may do what an administrator may, but is nobody. */
export interface ServerKeyPrincipal {
  readonly type: 'server_key'
  readonly organizationId: OrganizationId
  readonly key: ApiKey
}

/** A page or an app with a key that may be public. It reaches what belongs to the person it speaks for, and nothing else. */
export interface ClientKeyPrincipal {
  readonly type: 'client_key'
  readonly organizationId: OrganizationId
  readonly key: ApiKey
  /** Whom it speaks for: an e-mail address in lower case. Left out, it reaches nobody's conversations. */
  readonly requesterEmail?: string
}

/** The engine itself, carrying out what was configured: consumers of the log, and the command line. */
export interface SystemPrincipal {
  readonly type: 'system'
  readonly organizationId: OrganizationId
}

/** Who acts. Every method of the engine takes one first. */
export type Principal =
  | MemberPrincipal
  | ContactPointPrincipal
  | AgentIdentityPrincipal
  | ServerKeyPrincipal
  | ClientKeyPrincipal
  | SystemPrincipal

/** Who works for the organization: its members, and its backend. */
export type StaffPrincipal = MemberPrincipal | ServerKeyPrincipal

/** The principal as events remember it; a contact point acts for the contact behind it, known once its conversation is loaded. */
export const actorOf = (principal: Exclude<Principal, ContactPointPrincipal>): Actor => {
  switch (principal.type) {
    case 'member':
      return { type: 'member', id: principal.member.id }
    case 'agent_identity':
      return { type: 'agent_identity', id: principal.agentIdentity.id }
    case 'server_key':
    case 'client_key':
      return { type: 'api_key', id: principal.key.id }
    case 'system':
      return { type: 'system' }
  }
}
