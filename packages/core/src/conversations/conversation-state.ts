import type { AgentIdentity, AgentIdentityRef, Member, OrganizationRef } from '../access/index.ts'
import type { Contact, ContactPoint } from '../contacts/index.ts'
import type { InboxPolicy } from '../inboxes/index.ts'
import type { Team } from '../teams/index.ts'
import type { ActiveAssignment } from './assignment.ts'
import type { Conversation } from './conversation.ts'
import type { Message } from './message.ts'

/** Who said something, as it was then. */
export type Sender =
  | { readonly type: 'member'; readonly member: Member }
  | { readonly type: 'contact'; readonly contact: Contact }
  | ({ readonly type: 'agent_identity' } & AgentIdentityRef)

export interface SentMessage {
  readonly message: Message
  readonly sender: Sender | null
}

/** The newest messages that lists and events show. */
export interface RecentMessages {
  /** Of any kind. */
  readonly last: SentMessage | null
  /** Without activities. */
  readonly lastNonActivity: SentMessage | null
  /** Without activities and notes: what the contact may see. */
  readonly lastPublic: SentMessage | null
}

/** Everything the rules of a conversation ask about: as it was at one moment, and still is when a change is kept. */
export interface ConversationState {
  readonly organization: OrganizationRef
  readonly inbox: InboxPolicy
  readonly contact: Contact
  readonly contactPoint: ContactPoint
  readonly conversation: Conversation
  /** The active assignment; released ones are history. */
  readonly assignment: ActiveAssignment | null
  /** The member who holds it; null when nobody does, or an agent identity. */
  readonly assignee: Member | null
  /** The agent identity who holds it; null when nobody does, or a member. */
  readonly agentIdentity: AgentIdentity | null
  /** The team that the conversation is left to; null for none. */
  readonly team: Team | null
  readonly recent: RecentMessages
}

/** What a conversation is started from. */
export interface StartState {
  readonly organization: OrganizationRef
  readonly inbox: InboxPolicy
  readonly contact: Contact
  readonly contactPoint: ContactPoint
  /** The contact point's newest conversation. */
  readonly latest: ConversationState | null
}
