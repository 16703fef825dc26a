import type { AgentIdentity, SystemPrincipal } from '../access/index.ts'
import {
  type Connection,
  type ConversationFact,
  type ConversationState,
  type Decision,
  decideStart,
  isConnected,
  type StartState,
} from '../conversations/index.ts'
import {
  type AssignmentId,
  type ConversationId,
  type InboxId,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import { heldByIdentity, releasedFact } from './decide-assignment.ts'

/** A human asks to be connected to an agent identity. */
export interface Connect {
  readonly identity: AgentIdentity
  /** A line that the human uses for no other connection. */
  readonly line: string
  readonly assignmentId: AssignmentId
  readonly now: Timestamp
}

/** A connection as it is after a command. */
export interface Connected {
  readonly conversationId: ConversationId
  readonly line: string
  /** False when the human was connected already. */
  readonly opened: boolean
}

/** Begins the conversation of a human and an agent identity with their connection. One that is there is only answered. */
export const decideFirstConnect = (
  start: StartState,
  { conversationId, ...command }: Connect & { readonly conversationId: ConversationId },
): Result<Decision<{ readonly conversationId: ConversationId; readonly begun: boolean }>, never> => {
  const principal: SystemPrincipal = { type: 'system', organizationId: start.organization.id }
  const started = decideStart<never>(start, {
    principal,
    id: conversationId,
    status: 'open',
    snoozedUntil: null,
    additionalAttributes: {},
    customAttributes: {},
    assignee: null,
    team: null,
    opening: (state) => ok(openingFacts(state, command)),
    now: command.now,
  })
  if (!started.ok) return started
  const { facts, answer } = started.value
  return ok({
    facts,
    answer: (recorded) => {
      const { state, begun } = answer(recorded)
      return { conversationId: state.conversation.id, begun }
    },
  })
}

/**
 * Connects a human again: the same conversation, a new assignment, and what unlocked it before has unlocked it still. Whoever
 * is connected stays so, on the same line; a member who has taken the conversation over keeps it.
 */
export const decideConnect = (
  state: ConversationState,
  command: Connect,
): Result<Decision<Connected>, never> => {
  const { connection, id } = state.conversation
  if (isConnected(connection))
    return ok({ facts: [], answer: () => ({ conversationId: id, line: connection.line, opened: false }) })
  return ok({
    facts: openingFacts(state, command),
    answer: () => ({ conversationId: id, line: command.line, opened: true }),
  })
}

const openingFacts = (state: ConversationState, command: Connect): readonly ConversationFact[] => {
  const { line, assignmentId, now } = command
  const before = state.conversation.connection
  const connection: Connection = {
    line,
    connectedAt: now,
    disconnectedAt: null,
    assignmentId: before?.assignmentId ?? assignmentId,
    unlockedAt: before?.unlockedAt ?? null,
    unread: before?.unread ?? 0,
    readThrough: before?.readThrough ?? 0,
    typingSince: null,
  }
  const opened = { type: 'connection.opened', at: now, connection } as const
  // A member who holds the conversation goes on holding it: that it was given to somebody was decided by people.
  return state.assignment ? [opened] : [opened, heldByIdentity(state, command)]
}

/**
 * Ends a connection: the assignment of the agent identity is released, and what was said stays readable. A member who
 * holds the conversation goes on holding it, and reaches nobody. Who is not connected stays so: nothing happens.
 */
export const decideDisconnect = (
  state: ConversationState,
  { now }: { readonly now: Timestamp },
): Result<Decision<{ readonly closed: boolean }>, never> => {
  const { assignment } = state
  if (!isConnected(state.conversation.connection)) return ok({ facts: [], answer: () => ({ closed: false }) })
  const released =
    assignment?.holder.type === 'agent_identity'
      ? [releasedFact(assignment, { at: now, reason: 'disconnected' })]
      : []
  return ok({
    facts: [...released, { type: 'connection.closed', at: now }],
    answer: () => ({ closed: true }),
  })
}

/** Whether the inbox is the agent identity's own. */
export const isInboxOf = ({ inboxId }: AgentIdentity, inbox: { readonly id: InboxId }): boolean =>
  inboxId === inbox.id
