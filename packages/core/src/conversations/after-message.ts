import type { Contact } from '../contacts/index.ts'
import { MINUTE, SECOND, type Timestamp } from '../kernel/index.ts'
import type { Conversation } from './conversation.ts'
import type { RecentMessages, SentMessage } from './conversation-state.ts'
import type { Message } from './message.ts'
import { asksForRating } from './survey.ts'

/** What a conversation notes of a message: who waits, when who last wrote, and how much was written in this minute. */
export const countedAfter = (
  conversation: Conversation,
  message: Message,
  at: Timestamp,
): Partial<Conversation> => ({
  ...spokenAfter(conversation, message, at),
  ...waitAfter(conversation, message, at),
})

/** Who waits after a message: a contact who wrote does; one who was answered doesn't. Notes answer nobody. */
const waitAfter = (conversation: Conversation, message: Message, at: Timestamp): Partial<Conversation> => {
  if (message.line?.isBlocked) return {}
  if (message.kind === 'incoming') return { waitingSince: conversation.waitingSince ?? at }
  if (message.kind !== 'outgoing' || message.private) return {}
  const byHuman = message.sender?.type === 'member'
  return { waitingSince: null, firstReplyAt: conversation.firstReplyAt ?? (byHuman ? at : null) }
}

/**
 * How often it is noted that a contact writes, in milliseconds. A contact is the same row for all of its conversations and
 * for whoever reads them: noting it with each message would cost a fifth of what recording the message does.
 */
export const ACTIVITY_EVERY = 10 * SECOND

/** The contact after it wrote. */
export const activeAfter = (contact: Contact, at: Timestamp): Contact =>
  contact.lastActivityAt !== null && at - contact.lastActivityAt < ACTIVITY_EVERY
    ? contact
    : { ...contact, lastActivityAt: at }

/** The newest messages after one more. */
export const recentAfter = (recent: RecentMessages, sent: SentMessage): RecentMessages => {
  if (sent.message.kind === 'activity') return { ...recent, last: sent }
  return {
    last: sent,
    lastNonActivity: sent,
    lastPublic: sent.message.private ? recent.lastPublic : sent,
  }
}

/** When who last wrote, and how much was written in this minute. */
const spokenAfter = (conversation: Conversation, message: Message, at: Timestamp): Partial<Conversation> => {
  const { minuteStartedAt, minuteMessages } = conversation
  const sameMinute = minuteStartedAt !== null && at - minuteStartedAt < MINUTE
  return {
    lastOutgoingAt: message.kind === 'outgoing' ? at : conversation.lastOutgoingAt,
    lastTemplateAt: message.kind === 'template' ? at : conversation.lastTemplateAt,
    surveyedAt: asksForRating(message) ? at : conversation.surveyedAt,
    minuteStartedAt: sameMinute ? minuteStartedAt : at,
    minuteMessages: sameMinute ? minuteMessages + 1 : 1,
  }
}
