import { DAY, type JsonObject, type Timestamp } from '../kernel/index.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { Message } from './message.ts'

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
  }
>

/** What stands in place of what was said. */
export const DELETED = 'This message was deleted'

const REWRITING: Readonly<Record<MessageRewriting['type'], true>> = {
  'message.failed': true,
  'message.status-changed': true,
  'message.resent': true,
  'message.deleted': true,
  'message.submitted': true,
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
  const { contentAttributes } = fact.message.message
  switch (fact.type) {
    case 'message.failed':
      return { status: 'failed', contentAttributes: withError(contentAttributes, fact.reason) }
    case 'message.status-changed':
      return { status: fact.status, contentAttributes: withError(contentAttributes, fact.externalError) }
    case 'message.resent':
      return { status: 'sent', contentAttributes: withError(contentAttributes, null) }
    case 'message.deleted':
      return { content: DELETED, contentType: 'text', contentAttributes: { deleted: true } }
    case 'message.submitted':
      return { contentAttributes: { ...contentAttributes, submitted_values: fact.values } }
  }
}

const withError = (attributes: JsonObject, error: string | null): JsonObject => {
  if ((attributes['external_error'] ?? null) === error) return attributes
  const { external_error: _before, ...rest } = attributes
  return error === null ? rest : { ...rest, external_error: error }
}

/** Until when a contact may change its answer to a survey. */
export const surveyCloses = (message: Pick<Message, 'createdAt'>): Timestamp =>
  message.createdAt + SURVEY_OPEN

const SURVEY_OPEN = 14 * DAY
