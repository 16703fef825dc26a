import type { AgentIdentityId, AssignmentId, ConversationId, MemberId, Timestamp } from '../kernel/index.ts'

/** Who can hold a conversation. */
export type Holder =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'agent_identity'; readonly id: AgentIdentityId }

export type ReleaseReason = 'unassigned' | 'reassigned'

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
