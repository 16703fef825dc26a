import type { Member, Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  type ActiveAssignment,
  activityFact,
  assigneeText,
  type ConversationFact,
  type ConversationState,
  type Decision,
  nameOf,
  permitOn,
  type ReleaseReason,
  sameHolder,
} from '../conversations/index.ts'
import { type AssignmentId, type MessageId, ok, type Result, type Timestamp } from '../kernel/index.ts'

export interface AssignmentIds {
  readonly assignment: AssignmentId
  readonly activity: MessageId
}

export interface Assign {
  readonly principal: Principal
  /** Who is to hold the conversation; null for nobody. */
  readonly member: Member | null
  readonly ids: AssignmentIds
  readonly now: Timestamp
}

/** Who holds a conversation, after a command. */
export interface Held {
  readonly assignee: Member | null
}

/**
 * Gives a conversation to a member, or to nobody. The assignment there was is released and kept. Whoever holds it
 * already goes on holding it: nothing happens.
 */
export const decideAssign = (
  state: ConversationState,
  command: Assign,
): Result<Decision<Held>, AccessRefusal> => {
  const { principal, member, ids, now } = command
  const permitted = permitOn(state, principal, 'assignments:write')
  if (!permitted.ok) return permitted
  const current = state.assignment
  const same = member ? current && sameHolder(current.holder, { type: 'member', id: member.id }) : !current
  if (same) return ok(unchanged)

  const facts: ConversationFact[] = []
  if (current) facts.push(releasedFact(current, { at: now, reason: member ? 'reassigned' : 'unassigned' }))
  if (member) facts.push(madeFact(state, { member, id: ids.assignment, at: now }))
  const text = assignmentText(principal, member, nameOf(principal, state))
  facts.push(activityFact(state, { id: ids.activity, at: now, text }))
  return ok({ facts, answer: ({ state: after }) => ({ assignee: after.assignee }) })
}

/** Nothing happens, and whoever holds the conversation is the answer. */
export const unchanged: Decision<Held> = {
  facts: [],
  answer: ({ state }) => ({ assignee: state.assignee }),
}

/** The member holds the conversation from now on. */
export const madeFact = (
  { conversation }: Pick<ConversationState, 'conversation'>,
  { member, id, at }: { readonly member: Member; readonly id: AssignmentId; readonly at: Timestamp },
): ConversationFact => {
  const assignment: ActiveAssignment = {
    id,
    conversationId: conversation.id,
    holder: { type: 'member', id: member.id },
    assignedAt: at,
    status: 'active',
  }
  return { type: 'assignment.made', at, assignment, assignee: member }
}

/** The assignment is history from now on. */
export const releasedFact = (
  { status: _active, ...assignment }: ActiveAssignment,
  { at, reason }: { readonly at: Timestamp; readonly reason: ReleaseReason },
): ConversationFact => ({
  type: 'assignment.released',
  at,
  assignment: { ...assignment, status: 'released', releasedAt: at, releaseReason: reason },
})

const assignmentText = (principal: Principal, member: Member | null, by: string): string =>
  assigneeText(
    member && {
      name: member.name,
      self: principal.type === 'member' && principal.member.id === member.id,
    },
    by,
  )
