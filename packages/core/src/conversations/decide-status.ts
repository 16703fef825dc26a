import type { Member, Principal } from '../access/index.ts'
import {
  type AssignmentId,
  err,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { activityFact, nameOf } from './activity.ts'
import type { ConversationStatus } from './conversation.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import { surveyFacts } from './survey.ts'

export interface ChangeStatus {
  readonly principal: Principal
  /** Null: an open conversation is resolved, any other is opened. */
  readonly status: ConversationStatus | null
  readonly snoozedUntil: Timestamp | null
  /** Used for what the change turns out to need. */
  readonly ids: {
    readonly activity: MessageId
    readonly assignment: AssignmentId
    readonly survey: MessageId
  }
  readonly now: Timestamp
}

export type ChangeStatusError = AccessRefusal | ValidationFailed

/**
 * Opens, resolves, snoozes or parks a conversation. An agent who opens one that no member holds takes it, and an agent
 * identity that opens one hands it over. The status it already has changes nothing.
 */
export const decideStatus = (
  state: ConversationState,
  command: ChangeStatus,
): Result<Decision<ConversationState>, ChangeStatusError> => {
  const { principal, now, ids } = command
  const permitted = permitOn(state, principal, 'conversations:change-status')
  if (!permitted.ok) return permitted
  const { status } = state.conversation
  const to = command.status ?? (status === 'open' ? 'resolved' : 'open')
  const snoozedUntil = to === 'snoozed' ? command.snoozedUntil : null
  if (snoozedUntil !== null && snoozedUntil <= now) {
    return err(
      validationFailed({ field: 'snoozedUntil', problem: 'invalid', expected: 'a time in the future' }),
    )
  }
  if (to === status && snoozedUntil === state.conversation.snoozedUntil) return ok(unchanged)

  const text = statusText(to, nameOf(principal, state))
  const facts: ConversationFact[] = [
    { type: 'conversation.status-changed', at: now, to, snoozedUntil },
    activityFact(state, { id: ids.activity, at: now, text, status: to }),
    ...(to === 'resolved' ? surveyFacts(state, { id: ids.survey, now }) : []),
  ]
  if (to === 'open') facts.push(...holderAfterOpening(state, command))
  return ok({ facts, answer: ({ state: after }) => after })
}

/** A member who opens a conversation, and an agent identity that hands one over, end what an agent identity had of it. */
const holderAfterOpening = (
  state: ConversationState,
  { principal, now, ids }: ChangeStatus,
): readonly ConversationFact[] => {
  const current = state.assignment
  const byAgentIdentity = current?.holder.type === 'agent_identity'
  if (current && !byAgentIdentity) return []
  const takes = principal.type === 'member' && principal.member.role === 'agent' ? principal.member : null
  const ends = current && (principal.type === 'member' || principal.type === 'agent_identity')
  return [
    ...(ends
      ? [
          {
            type: 'assignment.released',
            at: now,
            assignment: {
              ...current,
              status: 'released',
              releasedAt: now,
              releaseReason: takes ? 'reassigned' : 'unassigned',
            },
          } as const,
        ]
      : []),
    ...(takes ? [takenBy(takes, state, { now, ids })] : []),
  ]
}

const takenBy = (
  member: Member,
  { conversation }: ConversationState,
  { now, ids }: Pick<ChangeStatus, 'now' | 'ids'>,
): ConversationFact => ({
  type: 'assignment.made',
  at: now,
  assignee: member,
  assignment: {
    id: ids.assignment,
    conversationId: conversation.id,
    holder: { type: 'member', id: member.id },
    assignedAt: now,
    status: 'active',
  },
})

const unchanged: Decision<ConversationState> = { facts: [], answer: ({ state }) => state }

const statusText = (status: ConversationStatus, name: string): string => {
  switch (status) {
    case 'open':
      return `${name} reopened the conversation`
    case 'resolved':
      return `${name} resolved the conversation`
    case 'pending':
      return `${name} marked the conversation as pending`
    case 'snoozed':
      return `${name} snoozed the conversation`
  }
}
