import type { Timestamp } from '../kernel/index.ts'
import { type Connection, isConnected } from './connection.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { Message } from './message.ts'

/** A connection after something was said: the first words of the human unlock it, and an answer ends the typing. */
export const connectionAfterMessage = (before: Connection, message: Message, at: Timestamp): Connection => {
  if (message.kind === 'incoming') {
    if (message.line?.isBlocked) return before
    return { ...before, unlockedAt: before.unlockedAt ?? at, unread: before.unread + 1 }
  }
  const answers = message.kind === 'outgoing' && !message.private && before.typingSince !== null
  return answers ? { ...before, typingSince: null } : before
}

/** A connection after a fact that is about no message; undefined where there is none. */
export const connectionAfter = (
  before: Connection | undefined,
  fact: ConversationFact,
): Connection | undefined => {
  if (fact.type === 'connection.opened') return fact.connection
  if (!before) return before
  switch (fact.type) {
    case 'connection.closed':
      return isConnected(before) ? { ...before, disconnectedAt: fact.at, typingSince: null } : before
    case 'connection.read':
      return {
        ...before,
        unread: Math.max(0, before.unread - fact.count),
        readThrough: Math.max(before.readThrough, fact.through),
      }
    case 'assignment.made':
      return fact.assignment.holder.type === 'agent_identity'
        ? { ...before, assignmentId: fact.assignment.id }
        : before
    case 'conversation.typing-changed':
      return fact.typing.by.type === 'agent_identity'
        ? { ...before, typingSince: fact.typing.on ? fact.at : null }
        : before
    default:
      return before
  }
}
