import type { AgentIdentity, Member, Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  type ActiveAssignment,
  activityFact,
  assigneeText,
  type ConversationFact,
  type ConversationState,
  type Decision,
  isConnected,
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
  /** The agent identity that a connection's conversation goes back to where nobody is to hold it; null where there is none. */
  readonly backTo?: AgentIdentity | null
  readonly ids: AssignmentIds
  readonly now: Timestamp
}

/** Who holds a conversation, after a command. */
export interface Held {
  readonly assignee: Member | null
}

/**
 * Gives a conversation to a member, or to nobody. The assignment there was is released and kept. Whoever holds it
 * already goes on holding it: nothing happens. The conversation of a human who is connected is taken over from the agent identity,
 * and what a member gives back is the identity's again.
 */
export const decideAssign = (
  state: ConversationState,
  command: Assign,
): Result<Decision<Held>, AccessRefusal> => {
  const { principal, member, ids, now } = command
  const permitted = permitOn(state, principal, 'assignments:write')
  if (!permitted.ok) return permitted
  const current = state.assignment
  if (!member && command.backTo && isConnected(state.conversation.connection))
    return decideHandBack(state, { ...command, identity: command.backTo })
  const same = member ? current && sameHolder(current.holder, { type: 'member', id: member.id }) : !current
  if (same) return ok(unchanged)

  const facts: ConversationFact[] = []
  if (current) facts.push(releasedFact(current, { at: now, reason: reasonOf(state, member) }))
  if (member) facts.push(madeFact(state, { member, id: ids.assignment, at: now }))
  const text = assignmentText(principal, member, nameOf(principal, state))
  facts.push(activityFact(state, { id: ids.activity, at: now, text }))
  return ok({ facts, answer: ({ state: after }) => ({ assignee: after.assignee }) })
}

/** A member who is given what the agent identity of a connection holds takes it over. */
const reasonOf = ({ assignment, conversation }: ConversationState, member: Member | null): ReleaseReason => {
  if (!member) return 'unassigned'
  const connected = isConnected(conversation.connection) && assignment?.holder.type === 'agent_identity'
  return connected ? 'taken_over' : 'reassigned'
}

/** The agent identity of a connection holds its conversation again. */
const decideHandBack = (
  state: ConversationState,
  { identity, principal, ids, now }: Assign & { readonly identity: AgentIdentity },
): Result<Decision<Held>, AccessRefusal> => {
  const current = state.assignment
  if (current?.holder.type === 'agent_identity') return ok(unchanged)
  const text = `Assigned to ${identity.name} by ${nameOf(principal, state)}`
  return ok({
    facts: [
      ...(current ? [releasedFact(current, { at: now, reason: 'handed_back' })] : []),
      heldByIdentity(state, { identity, assignmentId: ids.assignment, now }),
      activityFact(state, { id: ids.activity, at: now, text }),
    ],
    answer: ({ state: after }) => ({ assignee: after.assignee }),
  })
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

/** The agent identity holds the conversation from now on. */
export const heldByIdentity = (
  { conversation }: Pick<ConversationState, 'conversation'>,
  {
    identity,
    assignmentId,
    now,
  }: { readonly identity: AgentIdentity; readonly assignmentId: AssignmentId; readonly now: Timestamp },
): ConversationFact => {
  const assignment: ActiveAssignment = {
    id: assignmentId,
    conversationId: conversation.id,
    holder: { type: 'agent_identity', id: identity.id },
    assignedAt: now,
    status: 'active',
  }
  return { type: 'assignment.made', at: now, assignment, assignee: null, agentIdentity: identity }
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
