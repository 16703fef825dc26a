import type { ConversationFact, ConversationState } from '../conversations/index.ts'
import type { OutOfOffice, WorkingHours } from '../inboxes/index.ts'
import { type MessageId, MINUTE, type Timestamp } from '../kernel/index.ts'
import { localTime } from './local-time.ts'

/** While somebody of the organization wrote so lately, nobody is told that nobody is there. */
const ATTENDED = 5 * MINUTE

/**
 * What the inbox says by itself to a contact that writes, as far as it is due: that nobody is there, once a day; or a
 * greeting, where nobody has said anything yet. Decided together with the contact's message, so that it is said once.
 *
 * @param state before the contact's message
 */
export const automaticReply = (state: ConversationState, now: Timestamp): string | null => {
  const { automatic } = state.inbox
  if (!automatic || state.contact.blocked) return null
  const { lastOutgoingAt, lastTemplateAt } = state.conversation
  if (automatic.outOfOffice && isAbsent(state, automatic.outOfOffice, now))
    return automatic.outOfOffice.message
  return lastOutgoingAt === null && lastTemplateAt === null ? automatic.greeting : null
}

const isAbsent = (
  { conversation: { lastOutgoingAt, lastTemplateAt } }: ConversationState,
  { timezone, workingHours }: OutOfOffice,
  now: Timestamp,
): boolean => {
  if (lastOutgoingAt !== null && now - lastOutgoingAt < ATTENDED) return false
  const local = localTime(now, timezone)
  if (lastTemplateAt !== null && localTime(lastTemplateAt, timezone).date === local.date) return false
  const today = workingHours.find(({ dayOfWeek }) => dayOfWeek === local.dayOfWeek)
  return today !== undefined && !isWithin(today, local.minute)
}

const isWithin = (day: WorkingHours, minute: number): boolean => {
  if (day.closedAllDay) return false
  if (day.openAllDay) return true
  const opens = (day.openHour ?? 0) * 60 + (day.openMinutes ?? 0)
  const closes = (day.closeHour ?? 0) * 60 + (day.closeMinutes ?? 0)
  return minute >= opens && minute < closes
}

type MessageRecorded = Extract<ConversationFact, { readonly type: 'message.recorded' }>

/** A message that a rule sends. */
export const templateFact = (
  state: Pick<ConversationState, 'conversation' | 'inbox'>,
  { id, now, content }: { readonly id: MessageId; readonly now: Timestamp; readonly content: string },
): MessageRecorded => ({
  type: 'message.recorded',
  at: now,
  sender: null,
  message: {
    id,
    conversationId: state.conversation.id,
    inboxId: state.inbox.id,
    kind: 'template',
    private: false,
    content,
    contentType: 'text',
    contentAttributes: {},
    additionalAttributes: {},
    status: 'sent',
    sender: null,
    sourceId: null,
    createdAt: now,
    updatedAt: now,
  },
})
