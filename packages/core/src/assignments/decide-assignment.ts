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

export interface Assign {
  readonly principal: Principal
  /** Who is to hold the conversation; null for nobody. */
  readonly member: Member | null
  readonly ids: { readonly assignment: AssignmentId; readonly activity: MessageId }
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
  const holder = member && ({ type: 'member', id: member.id } as const)
  const current = state.assignment
  if (holder ? current && sameHolder(current.holder, holder) : !current) return ok(nothing)

  const facts: ConversationFact[] = []
  if (current) facts.push(released(current, { at: now, reason: member ? 'reassigned' : 'unassigned' }))
  if (member && holder) {
    const assignment: ActiveAssignment = {
      id: ids.assignment,
      conversationId: state.conversation.id,
      holder,
      assignedAt: now,
      status: 'active',
    }
    facts.push({ type: 'assignment.made', at: now, assignment, assignee: member })
  }
  const text = assignmentText(principal, member, nameOf(principal, state))
  facts.push(activityFact(state, { id: ids.activity, at: now, text }))
  return ok({ facts, answer: ({ state: after }) => ({ assignee: after.assignee }) })
}

/**
 * Gives an open conversation that nobody holds to the member whose turn it is. Decided under the lock: of several that
 * try at once, one assigns and the others find it done.
 */
export const decideAutoAssign = (
  state: ConversationState,
  command: Assign,
): Result<Decision<Held>, AccessRefusal> => {
  const waits = state.conversation.status === 'open' && !state.assignment && state.inbox.enableAutoAssignment
  return waits ? decideAssign(state, command) : ok(nothing)
}

const nothing: Decision<Held> = { facts: [], answer: ({ state }) => ({ assignee: state.assignee }) }

const released = (
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
