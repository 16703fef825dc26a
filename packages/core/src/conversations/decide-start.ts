import type { Member, Principal } from '../access/index.ts'
import {
  type AssignmentId,
  type ConversationId,
  type JsonObject,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import type { Team } from '../teams/index.ts'
import { applyFact, startedState } from './apply-fact.ts'
import type { Conversation, ConversationPriority, ConversationStatus } from './conversation.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState, StartState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'

/** What is said at once in a conversation that just began: a rule of its own, asked with the conversation as it is then. */
export type Opening<E> = (state: ConversationState) => Result<readonly ConversationFact[], E>

export interface StartConversation<E = never> {
  readonly principal: Principal
  readonly id: ConversationId
  readonly status: ConversationStatus
  readonly snoozedUntil: Timestamp | null
  readonly priority?: ConversationPriority | null | undefined
  readonly additionalAttributes: JsonObject
  readonly customAttributes: JsonObject
  readonly assignee: { readonly member: Member; readonly assignmentId: AssignmentId } | null
  /** The team that it is left to. */
  readonly team: Team | null
  readonly opening: Opening<E> | null
  readonly now: Timestamp
}

/** A conversation, and whether it began with this. */
export interface StartedConversation {
  readonly state: ConversationState
  /** False for one that was there already. */
  readonly begun: boolean
}

/**
 * Starts a conversation, or answers the one there is: an inbox that is locked to a single conversation has one for each
 * contact point. A blocked contact's conversation is born resolved, and one in an inbox where an agent identity answers
 * first is born pending.
 */
export const decideStart = <E>(
  start: StartState,
  command: StartConversation<E>,
): Result<Decision<StartedConversation>, E> => {
  const { latest } = start
  if (start.inbox.lockToSingleConversation && latest) {
    return ok({ facts: [], answer: () => ({ state: latest, begun: false }) })
  }
  const begin = started(start, command)
  const facts = [begin, ...left(command), ...assigned(command)]
  const said = command.opening ? command.opening(begunState(start, begin, facts)) : ok([])
  if (!said.ok) return said
  return ok({ facts: [...facts, ...said.value], answer: ({ state }) => ({ state, begun: true }) })
}

type Started = Extract<ConversationFact, { readonly type: 'conversation.started' }>

/** The conversation after its first facts, before the store has numbered anything. */
const begunState = (
  start: StartState,
  { conversation }: Started,
  facts: readonly ConversationFact[],
): ConversationState =>
  facts.reduce(
    (state, fact, at) => applyFact(state, { fact, seq: at + 1, messageNumber: 0 }).state,
    startedState(start, { ...conversation, number: 0, lastSeq: 0 }),
  )

const started = (start: StartState, command: StartConversation<unknown>): Started => {
  const { now } = command
  const status = bornAs(start, command)
  const conversation: Omit<Conversation, 'number' | 'lastSeq'> = {
    id: command.id,
    organizationId: start.organization.id,
    inboxId: start.inbox.id,
    contactId: start.contact.id,
    contactPointId: start.contactPoint.id,
    status,
    priority: command.priority ?? null,
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

const left = ({ team, now }: StartConversation<unknown>): readonly ConversationFact[] =>
  team ? [{ type: 'conversation.team-changed', at: now, team }] : []

const assigned = ({ assignee, id, now }: StartConversation<unknown>): readonly ConversationFact[] =>
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

const bornAs = (
  { contact, inbox }: StartState,
  { status }: StartConversation<unknown>,
): ConversationStatus => {
  if (contact.blocked) return 'resolved'
  return inbox.agentIdentityId === null ? status : 'pending'
}
