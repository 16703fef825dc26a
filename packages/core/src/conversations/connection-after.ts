import type { Timestamp } from '../kernel/index.ts'
import { type Connection, isConnected } from './connection.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { Message } from './message.ts'

/** A connection after something was said: the first words of the human unlock it, and an answer ends the typing. */
export const connectionAfterMessage = (before: Connection, message: Message, at: Timestamp): Connection => {
  const counted = tallied(before, message)
  if (message.kind === 'incoming') {
    if (message.line?.isBlocked) return counted
    return { ...counted, unlockedAt: before.unlockedAt ?? at, unread: before.unread + 1 }
  }
  const answers = message.kind === 'outgoing' && !message.private && before.typingSince !== null
  return answers ? { ...counted, typingSince: null } : counted
}

const tallied = (before: Connection, { line, number }: Message): Connection => {
  if (!line) return before
  const kind = line.isBlocked ? 'blocked' : 'told'
  return { ...before, [kind]: { count: (before[kind]?.count ?? 0) + 1, last: number } }
}

/** A connection that is opened again goes on counting where it stopped. */
const reopened = (before: Connection | undefined, opened: Connection): Connection => ({
  ...opened,
  ...(before?.told && { told: before.told }),
  ...(before?.blocked && { blocked: before.blocked }),
})

/** A connection after a fact that is about no message; undefined where there is none. */
export const connectionAfter = (
  before: Connection | undefined,
  fact: ConversationFact,
): Connection | undefined => {
  if (fact.type === 'connection.opened') return reopened(before, fact.connection)
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
