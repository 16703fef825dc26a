import type { ConversationState, Decision } from '../conversations/index.ts'
import { ok, type Result, type Timestamp } from '../kernel/index.ts'

/** Marks as read what the human had said when the receipt went out; what came since is not. */
export const decideRead = (
  state: ConversationState,
  command: { readonly unread: number; readonly through: number; readonly now: Timestamp },
): Result<Decision<{ readonly updatedCount: number }>, never> => {
  const { connection } = state.conversation
  const done = !connection || connection.readThrough >= command.through
  const count = done ? 0 : Math.min(connection.unread, command.unread)
  const { through, now: at } = command
  return ok({
    facts: done ? [] : [{ type: 'connection.read', at, count, through }],
    answer: () => ({ updatedCount: count }),
  })
}
