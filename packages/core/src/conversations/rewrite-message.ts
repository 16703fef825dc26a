import { DAY, type Timestamp } from '../kernel/index.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { Message, MessageStatus } from './message.ts'
import {
  type LineStatus,
  type MessageLine,
  withExternalError,
  withoutReaction,
  withReaction,
} from './message-line.ts'

/** A fact that changes a message which is there already. */
export type MessageRewriting = Extract<
  ConversationFact,
  {
    readonly type:
      | 'message.failed'
      | 'message.status-changed'
      | 'message.resent'
      | 'message.deleted'
      | 'message.submitted'
      | 'message.delivery-changed'
      | 'reaction.added'
      | 'reaction.removed'
  }
>

/** How a message stands on a line before the gateway has it. */
const NOT_SENT = {
  status: 'pending',
  errorCode: null,
  errorMessage: null,
  errorReason: null,
  errorDetail: null,
  externalId: null,
} as const satisfies Partial<MessageLine>

/** What stands in place of what was said. */
export const DELETED = 'This message was deleted'

const REWRITING: Readonly<Record<MessageRewriting['type'], true>> = {
  'message.failed': true,
  'message.status-changed': true,
  'message.resent': true,
  'message.deleted': true,
  'message.submitted': true,
  'message.delivery-changed': true,
  'reaction.added': true,
  'reaction.removed': true,
}

/** Whether the fact changes a message which is there already. */
export const isRewriting = (fact: ConversationFact): fact is MessageRewriting =>
  Object.hasOwn(REWRITING, fact.type)

/** The message after the fact. */
export const rewritten = (fact: MessageRewriting): Message => {
  const { attachments, ...message } = fact.message.message
  const kept = attachments && fact.type !== 'message.deleted' ? { attachments } : {}
  return { ...message, ...kept, ...changesBy(fact), updatedAt: fact.at }
}

const changesBy = (fact: MessageRewriting): Partial<Message> => {
  const { contentAttributes, line } = fact.message.message
  switch (fact.type) {
    case 'message.failed':
      return { status: 'failed', contentAttributes: withExternalError(contentAttributes, fact.reason) }
    case 'message.status-changed':
      return {
        status: fact.status,
        contentAttributes: withExternalError(contentAttributes, fact.externalError),
      }
    case 'message.resent':
      return {
        status: 'sent',
        contentAttributes: withExternalError(contentAttributes, null),
        // On a line it waits for the gateway again, as it was.
        ...(line && { line: { ...line, ...NOT_SENT } }),
      }
    case 'message.deleted':
      return { content: DELETED, contentType: 'text', contentAttributes: { deleted: true } }
    case 'message.submitted':
      return { contentAttributes: { ...contentAttributes, submitted_values: fact.values } }
    case 'message.delivery-changed':
      return delivered(fact.message.message, fact.line)
    case 'reaction.added':
      return line ? { line: withReaction(line, fact.reaction) } : {}
    case 'reaction.removed':
      return line ? { line: withoutReaction(line, fact.reaction) } : {}
  }
}

const STATUSES: Readonly<Partial<Record<LineStatus, MessageStatus>>> = {
  delivered: 'delivered',
  declined: 'failed',
  error: 'failed',
}

const delivered = ({ status, contentAttributes }: Message, line: MessageLine): Partial<Message> => {
  const failed = line.status === 'error' || line.status === 'declined'
  const error = failed ? (line.errorMessage ?? line.errorCode ?? line.status) : null
  return {
    line,
    status: STATUSES[line.status] ?? status,
    contentAttributes: withExternalError(contentAttributes, error),
  }
}

/** Until when a contact may change its answer to a survey. */
export const surveyCloses = (message: Pick<Message, 'createdAt'>): Timestamp =>
  message.createdAt + SURVEY_OPEN

const SURVEY_OPEN = 14 * DAY
