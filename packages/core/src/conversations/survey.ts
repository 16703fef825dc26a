import { isOpenChannel } from '../inboxes/index.ts'
import { HOUR, type MessageId, type Timestamp } from '../kernel/index.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Message } from './message.ts'

const QUESTION = 'Please rate this conversation'

/** Whether the message asks the contact how satisfied it is. */
export const asksForRating = ({
  contentType,
  private: note,
}: Pick<Message, 'contentType' | 'private'>): boolean => contentType === 'input_csat' && !note

/**
 * Whether an answer is still expected: always, unless the inbox has a reply window, and then for so many hours after the
 * contact last wrote. It advises; sending is not refused.
 */
export const canReply = (
  { inbox, contact }: Pick<ConversationState, 'inbox' | 'contact'>,
  at: Timestamp,
): boolean => {
  if (inbox.replyTimeWindow === null) return true
  return contact.lastActivityAt !== null && at - contact.lastActivityAt < inbox.replyTimeWindow * HOUR
}

/**
 * Asks the contact of a conversation that is being resolved how satisfied it is: once, where the inbox does so, where
 * the conversation's tags don't speak against it, and where an answer can still reach the contact.
 *
 * Whoever resolves a conversation adds these facts to the same decision, after the change of status.
 */
export const surveyFacts = (
  state: ConversationState,
  { id, now }: { readonly id: MessageId; readonly now: Timestamp },
): readonly ConversationFact[] => {
  // A phone line carries no form.
  if (!isOpenChannel(state.inbox.channelType)) return []
  const survey = state.inbox.automatic?.survey
  if (!survey || state.conversation.surveyedAt !== null) return []
  if (state.contact.blocked || !canReply(state, now) || !concerns(survey.rule, state.conversation.tags))
    return []
  return [
    {
      type: 'message.recorded',
      at: now,
      sender: null,
      message: {
        id,
        conversationId: state.conversation.id,
        inboxId: state.inbox.id,
        kind: 'template',
        private: false,
        content: survey.message ?? QUESTION,
        contentType: 'input_csat',
        contentAttributes: { display_type: survey.displayType },
        additionalAttributes: {},
        status: 'sent',
        sender: null,
        sourceId: null,
        createdAt: now,
        updatedAt: now,
      },
    },
  ]
}

type Rule = NonNullable<NonNullable<ConversationState['inbox']['automatic']>['survey']>['rule']

const concerns = (rule: Rule, tags: readonly string[]): boolean => {
  if (!rule) return true
  const tagged = rule.tags.some((tag) => tags.includes(tag))
  return rule.operator === 'contains' ? tagged : !tagged
}
