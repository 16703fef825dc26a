import { type AgentIdentity, refOfAgentIdentity } from '../access/index.ts'
import {
  type ConversationFact,
  type ConversationState,
  type Decision,
  isConnected,
} from '../conversations/index.ts'
import { ok, type Result, type Timestamp } from '../kernel/index.ts'

/** An agent identity as who says something. */
export const identitySender = (identity: AgentIdentity) =>
  ({ type: 'agent_identity', ...refOfAgentIdentity(identity) }) as const

/** That an agent identity began or ceased to write. */
export const typingChanged = (identity: AgentIdentity, on: boolean, at: Timestamp): ConversationFact => ({
  type: 'conversation.typing-changed',
  at,
  typing: { on, by: identitySender(identity), private: false },
})

/** Shows the human that somebody writes, unless an answer has overtaken it. */
export const decideShowTyping = (
  state: ConversationState,
  {
    identity,
    askedAtSeq,
    now,
  }: {
    readonly identity: AgentIdentity
    /** The conversation's `lastSeq` when it was asked for. */
    readonly askedAtSeq: number
    readonly now: Timestamp
  },
): Result<Decision<{ readonly shown: boolean; readonly seq: number }>, never> => {
  const answer = state.recent.lastPublic?.message
  const overtaken = answer !== undefined && answer.kind !== 'incoming' && answer.seq > askedAtSeq
  const facts: readonly ConversationFact[] =
    overtaken || !isConnected(state.conversation.connection) ? [] : [typingChanged(identity, true, now)]
  return ok({
    facts,
    answer: ({ state: after }) => ({ shown: facts.length > 0, seq: after.conversation.lastSeq }),
  })
}
