import type { AgentIdentityId, AssignmentId, ConversationId, MemberId, Timestamp } from '../kernel/index.ts'

/** Who can hold a conversation. */
export type Holder =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'agent_identity'; readonly id: AgentIdentityId }

/**
 * `disconnected`: the human, or the end of the agent identity, ended the connection. `taken_over`: a member took the conversation from the
 * agent identity that is connected. `handed_back`: the member gave it back.
 */
export type ReleaseReason = 'unassigned' | 'reassigned' | 'disconnected' | 'taken_over' | 'handed_back'

interface AssignmentBase {
  readonly id: AssignmentId
  readonly conversationId: ConversationId
  readonly holder: Holder
  readonly assignedAt: Timestamp
}

export interface ActiveAssignment extends AssignmentBase {
  readonly status: 'active'
}

export interface ReleasedAssignment extends AssignmentBase {
  readonly status: 'released'
  readonly releasedAt: Timestamp
  readonly releaseReason: ReleaseReason
}

/** The tie between a conversation and who holds it. It is released, never deleted; at most one is active. */
export type Assignment = ActiveAssignment | ReleasedAssignment

export const sameHolder = (left: Holder, right: Holder): boolean =>
  left.type === right.type && left.id === right.id
