import { type Member, type Principal, refOfAgentIdentity } from '../access/index.ts'
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
import type { ConversationState, Sender, StartState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import type { ContentType, SenderRef } from './message.ts'

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
 * contact point. A blocked contact's conversation is born resolved, and one in an inbox where an agent identity answers
 * first is born pending.
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
  const status = bornAs(start, command)
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
  const sender = speakerOf(principal)
  if (!opening || !sender) return []
  return [
    {
      type: 'message.recorded',
      at: now,
      sender: sender.sender,
      message: {
        ...opening,
        conversationId: id,
        inboxId: inbox.id,
        kind: 'outgoing',
        private: false,
        additionalAttributes: {},
        status: 'sent',
        sender: sender.ref,
        sourceId: null,
        createdAt: now,
        updatedAt: now,
      },
    },
  ]
}

const bornAs = ({ contact, inbox }: StartState, { status }: StartConversation): ConversationStatus => {
  if (contact.blocked) return 'resolved'
  return inbox.agentIdentityId === null ? status : 'pending'
}

/** Whoever speaks from inside, as a message names its sender. */
const speakerOf = (principal: Principal): { readonly sender: Sender; readonly ref: SenderRef } | null => {
  switch (principal.type) {
    case 'member':
      return {
        sender: { type: 'member', member: principal.member },
        ref: { type: 'member', id: principal.member.id },
      }
    case 'agent_identity': {
      const sender = refOfAgentIdentity(principal.agentIdentity)
      return {
        sender: { type: 'agent_identity', ...sender },
        ref: { type: 'agent_identity', id: sender.id },
      }
    }
    default:
      return null
  }
}
