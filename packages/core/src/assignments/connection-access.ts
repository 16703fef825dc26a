import type { AgentIdentity } from '../access/index.ts'
import type { ContactVerdict } from '../contacts/index.ts'
import {
  type AssignmentReleased,
  type BlockedByRule,
  type Connection,
  type ConversationState,
  isConnected,
  type NoInboundYet,
  type NotEnabled,
} from '../conversations/index.ts'
import { type AssignmentId, err, ok, type Result } from '../kernel/index.ts'

/** What the rules of a connection ask about besides the conversation. */
export interface ConnectionParties {
  /** The agent identity whose inbox it is. */
  readonly identity: AgentIdentity
  /** What its contact rules say of the human. */
  readonly verdict: ContactVerdict
}

/** A connection over which the agent identity may act now. */
export interface OpenConnection {
  readonly connection: Connection
  readonly assignmentId: AssignmentId
  /** In E.164. */
  readonly remoteNumber: string
}

export type ReachRefusal = NotEnabled | AssignmentReleased | BlockedByRule | NoInboundYet

/**
 * Whether the agent identity may send, tap back, mark as read or show that it writes: it is enabled, no rule keeps the
 * human from it, the human is connected, the identity and no member holds the conversation, and the human has written.
 */
export const mayReach = (
  state: ConversationState,
  { identity, verdict }: ConnectionParties,
): Result<OpenConnection, ReachRefusal> => {
  const { connection } = state.conversation
  const remoteNumber = state.contactPoint.sourceId
  if (!identity.imessageEnabled) return err({ code: 'agent-identity/not-enabled' })
  const blocked = blockedBy(verdict, remoteNumber)
  if (blocked) return err(blocked)
  const { assignment } = state
  if (!isConnected(connection) || assignment?.holder.id !== identity.id)
    return err({ code: 'assignment/released' })
  if (connection.unlockedAt === null) return err({ code: 'connection/no-inbound-yet' })
  return ok({ connection, assignmentId: assignment.id, remoteNumber })
}

/** The refusal that a verdict is; null for none. */
export const blockedBy = (verdict: ContactVerdict, remoteNumber: string): BlockedByRule | null =>
  verdict.allowed ? null : { code: 'contact/blocked-by-rule', ruleId: verdict.ruleId, remoteNumber }
