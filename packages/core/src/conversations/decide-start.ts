import type { Member, Principal } from '../access/index.ts'
import {
  type AssignmentId,
  type ConversationId,
  type JsonObject,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import type { Conversation, ConversationStatus } from './conversation.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState, StartState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import type { ContentType } from './message.ts'

/** The first words of whoever starts a conversation from inside. */
export interface OpeningMessage {
  readonly id: MessageId
  readonly content: string
  readonly contentType: ContentType
  readonly contentAttributes: JsonObject
}

export interface StartConversation {
  readonly principal: Principal
  readonly id: ConversationId
  readonly status: ConversationStatus
  readonly snoozedUntil: Timestamp | null
  readonly additionalAttributes: JsonObject
  readonly customAttributes: JsonObject
  readonly assignee: { readonly member: Member; readonly assignmentId: AssignmentId } | null
  readonly opening: OpeningMessage | null
  readonly now: Timestamp
}

/**
 * Starts a conversation, or answers the one there is: an inbox that is locked to a single conversation has one for each
 * contact point. A blocked contact's conversation is born resolved.
 */
export const decideStart = (
  start: StartState,
  command: StartConversation,
): Result<Decision<ConversationState>, never> => {
  const { latest } = start
  if (start.inbox.lockToSingleConversation && latest) {
    return ok({ facts: [], answer: () => latest })
  }
  const facts = [started(start, command), ...assigned(command), ...opened(start, command)]
  return ok({ facts, answer: ({ state }) => state })
}

const started = (start: StartState, command: StartConversation): ConversationFact => {
  const { now } = command
  const status = start.contact.blocked ? 'resolved' : command.status
  const conversation: Omit<Conversation, 'number' | 'lastSeq'> = {
    id: command.id,
    organizationId: start.organization.id,
    inboxId: start.inbox.id,
    contactId: start.contact.id,
    contactPointId: start.contactPoint.id,
    status,
    priority: null,
    snoozedUntil: status === 'snoozed' ? command.snoozedUntil : null,
    additionalAttributes: command.additionalAttributes,
    customAttributes: command.customAttributes,
    tags: [],
    agentLastSeenAt: null,
    assigneeLastSeenAt: null,
    contactLastSeenAt: null,
    firstReplyAt: null,
    waitingSince: now,
    lastActivityAt: now,
    lastOutgoingAt: null,
    lastTemplateAt: null,
    surveyedAt: null,
    minuteStartedAt: null,
    minuteMessages: 0,
    unreadCount: 0,
    messageCount: 0,
    createdAt: now,
    updatedAt: now,
  }
  return { type: 'conversation.started', at: now, conversation }
}

const assigned = ({ assignee, id, now }: StartConversation): readonly ConversationFact[] =>
  assignee
    ? [
        {
          type: 'assignment.made',
          at: now,
          assignee: assignee.member,
          assignment: {
            id: assignee.assignmentId,
            conversationId: id,
            holder: { type: 'member', id: assignee.member.id },
            assignedAt: now,
            status: 'active',
          },
        },
      ]
    : []

const opened = (
  { inbox }: StartState,
  { opening, principal, id, now }: StartConversation,
): readonly ConversationFact[] => {
  if (!opening || principal.type !== 'member') return []
  return [
    {
      type: 'message.recorded',
      at: now,
      sender: { type: 'member', member: principal.member },
      message: {
        ...opening,
        conversationId: id,
        inboxId: inbox.id,
        kind: 'outgoing',
        private: false,
        additionalAttributes: {},
        status: 'sent',
        sender: { type: 'member', id: principal.member.id },
        sourceId: null,
        createdAt: now,
        updatedAt: now,
      },
    },
  ]
}
