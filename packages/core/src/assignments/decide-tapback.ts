import {
  type Decision,
  type MessageNotFound,
  type Reaction,
  reactionOn,
  type SentMessage,
} from '../conversations/index.ts'
import { err, ok, type ReactionId, type Result, type Timestamp } from '../kernel/index.ts'
import { type MessageOnLine, onLine } from './line-message.ts'

export interface Tapback extends Pick<Reaction, 'direction' | 'reaction' | 'customEmoji' | 'partIndex'> {
  readonly id: ReactionId
  /** The message; null when the conversation has none of that id. */
  readonly about: SentMessage | null
  readonly now: Timestamp
}

/** A tapback with what it is on. */
export interface TapbackOnMessage {
  readonly reaction: Reaction
  readonly target: MessageOnLine
}

/** Puts a tapback on a message; the one that the same sender had on the same part is gone. The very same one stays as it is. */
export const decideTapback = ({
  about,
  now,
  ...command
}: Tapback): Result<Decision<TapbackOnMessage>, MessageNotFound> => {
  const line = about?.message.line
  if (!about || !line || line.isBlocked) return err({ code: 'message/not-found' })
  const before = reactionOn(line, command)
  const same = before?.reaction === command.reaction && before.customEmoji === command.customEmoji
  const reaction: Reaction = same ? before : { ...command, createdAt: now, updatedAt: now }
  return ok({
    facts: same ? [] : [{ type: 'reaction.added', at: now, message: about, reaction }],
    answer: ({ changed: [after], state: then }) => ({ reaction, target: onLine(after ?? about, then) }),
  })
}

/** Takes the sender's tapback off a part of a message; where there is none, nothing happens. */
export const decideTapbackOff = ({
  id,
  about,
  now,
  ...place
}: Pick<Reaction, 'direction' | 'partIndex'> & {
  /** Only this one; whichever is there when it is left out. */
  readonly id?: ReactionId
  readonly about: SentMessage | null
  readonly now: Timestamp
}): Result<Decision<Record<string, never>>, MessageNotFound> => {
  const line = about?.message.line
  if (!about || !line || line.isBlocked) return err({ code: 'message/not-found' })
  const there = reactionOn(line, place)
  const reaction = id === undefined || there?.id === id ? there : null
  return ok({
    facts: reaction ? [{ type: 'reaction.removed', at: now, message: about, reaction }] : [],
    answer: () => ({}),
  })
}
