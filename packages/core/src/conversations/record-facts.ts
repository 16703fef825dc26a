import type { Actor, AttributeChanges, ConversationId, EventId, Timestamp } from '../kernel/index.ts'
import { type Applied, applyFact, startedState } from './apply-fact.ts'
import type { ActiveAssignment, ReleasedAssignment } from './assignment.ts'
import { type Connection, isConnected } from './connection.ts'
import type { Conversation } from './conversation.ts'
import type { ConversationEventData, ConversationFact } from './conversation-facts.ts'
import type { ConversationState, SentMessage, StartState } from './conversation-state.ts'
import type { ConversationEvent, Recorded } from './conversation-store.ts'
import { isRewriting } from './rewrite-message.ts'
import type { SurveyResponse } from './survey-response.ts'

/** What a store needs to know to write a decision's facts down. */
export interface Recording extends Recorded {
  readonly made: readonly ActiveAssignment[]
  readonly released: readonly ReleasedAssignment[]
  readonly receipts: readonly ReadReceipt[]
  /** Whether the contact is blocked from now on; null when nothing was said about that. */
  readonly contactBlocked: boolean | null
  readonly surveyResponses: readonly SurveyResponse[]
  /** The conversation's connection as it is from now on; null when nothing became of it. */
  readonly connection: Connection | null
  /** Whether it takes a line from now on, or leaves the one that it had. */
  readonly lineChanged: boolean
  /** Whether the conversation is to go, with everything that belongs to it. */
  readonly removed: boolean
  readonly events: readonly ConversationEvent[]
}

/** The contact saw a conversation: every message that is not its own, up to a number, becomes read. */
export interface ReadReceipt {
  readonly conversationId: ConversationId
  readonly at: Timestamp
  /** The newest message that there was, by its number. */
  readonly through: number
  /** The oldest message that lists show of the conversation: however old it is, it is looked at. */
  readonly from: number
  /** When the contact had looked before: what was said well before that is read already. Null when it never did. */
  readonly seenBefore: Timestamp | null
}

export interface RecordingContext {
  readonly actor: Actor
  readonly nextEventId: () => EventId
  /** Numbers a message; must grow within a conversation. A dry run may give 0. */
  readonly nextMessageNumber: () => number
}

/** How many messages the facts insert: how many numbers recording them takes. */
export const countMessages = (facts: readonly ConversationFact[]): number =>
  facts.filter((fact) => fact.type === 'message.recorded').length

/** Turns the facts about a conversation that exists into rows and events. Pure, but for the ids and numbers it is given. */
export const recordFacts = (
  before: ConversationState,
  facts: readonly ConversationFact[],
  context: RecordingContext,
): Recording => {
  let state = before
  const messages: SentMessage[] = []
  const changed: SentMessage[] = []
  const events: ConversationEvent[] = []
  const receipts: ReadReceipt[] = []
  for (const fact of facts) {
    const messageNumber = fact.type === 'message.recorded' ? context.nextMessageNumber() : 0
    const seq = state.conversation.lastSeq + 1
    const applied = applyFact(state, { fact, seq, messageNumber })
    if (applied.message && fact.type === 'message.recorded') messages.push(applied.message)
    if (fact.type === 'conversation.seen-by-contact') receipts.push(...receiptOf(state, fact.at))
    if (applied.message && isRewriting(fact)) changed.push(applied.message)
    events.push({
      id: context.nextEventId(),
      type: fact.type,
      organizationId: state.organization.id,
      aggregate: { type: 'conversation', id: state.conversation.id },
      seq,
      occurredAt: fact.at,
      actor: context.actor,
      data: dataOf(state, fact, applied),
    })
    state = applied.state
  }
  return {
    state,
    messages,
    changed,
    made: facts.flatMap((fact) => (fact.type === 'assignment.made' ? [fact.assignment] : [])),
    released: facts.flatMap((fact) => (fact.type === 'assignment.released' ? [fact.assignment] : [])),
    receipts,
    removed: facts.some((fact) => fact.type === 'conversation.removed'),
    connection: connectionIn(before, state),
    lineChanged: lineIn(before) !== lineIn(state),
    contactBlocked: before.contact.blocked === state.contact.blocked ? null : state.contact.blocked,
    surveyResponses: facts.flatMap((fact) =>
      fact.type === 'message.submitted' && fact.response ? [fact.response] : [],
    ),
    events,
  }
}

const connectionIn = (before: ConversationState, after: ConversationState): Connection | null => {
  const { connection } = after.conversation
  return connection && connection !== before.conversation.connection ? connection : null
}

const lineIn = ({ conversation: { connection } }: ConversationState): string | null =>
  isConnected(connection) ? connection.line : null

const receiptOf = ({ conversation, recent }: ConversationState, at: Timestamp): readonly ReadReceipt[] =>
  recent.last
    ? [
        {
          conversationId: conversation.id,
          at,
          through: recent.last.message.number,
          from: Math.min(
            ...[recent.last, recent.lastNonActivity, recent.lastPublic].flatMap((sent) =>
              sent ? [sent.message.number] : [],
            ),
          ),
          seenBefore: conversation.contactLastSeenAt,
        },
      ]
    : []

const dataOf = (
  before: ConversationState,
  fact: ConversationFact,
  { state, message, messageBefore }: Applied,
): ConversationEventData => ({
  state: told(state),
  changes: changesBetween(before, state),
  message,
  ...(message && messageBefore && { messageChanges: messageChangesBetween(messageBefore, message) }),
  ...((fact.type === 'reaction.added' || fact.type === 'reaction.removed') && { reaction: fact.reaction }),
  ...(fact.type === 'conversation.typing-changed' && { typing: fact.typing }),
  ...(fact.type === 'conversation.transcript-requested' && { email: fact.email }),
})

/** The same for the facts of a conversation that starts: the first one must be `conversation.started`. */
export const recordStart = (
  start: StartState,
  facts: readonly ConversationFact[],
  context: RecordingContext & { readonly conversationNumber: number },
): Recording => {
  const [first] = facts
  if (first?.type !== 'conversation.started') throw new Error('A start must begin with conversation.started')
  const conversation = { ...first.conversation, number: context.conversationNumber, lastSeq: 0 }
  return recordFacts(startedState(start, conversation), facts, context)
}

/**
 * The state as events keep it: without what an inbox says by itself, which is long and tells nothing of what happened, and
 * without the line that carries a connection, which nobody is to be shown.
 */
const told = (state: ConversationState): ConversationState => {
  const { inbox, conversation } = state
  if (inbox.automatic === null && !conversation.connection) return state
  return {
    ...state,
    inbox: inbox.automatic === null ? inbox : { ...inbox, automatic: null },
    conversation: withoutLine(conversation),
  }
}

const withoutLine = (conversation: Conversation): Conversation =>
  conversation.connection
    ? { ...conversation, connection: { ...conversation.connection, line: '' } }
    : conversation

const WATCHED = [
  'status',
  'snoozedUntil',
  'priority',
  'waitingSince',
  'firstReplyAt',
  'customAttributes',
  'tags',
] as const

const WATCHED_OF_MESSAGES = ['status', 'content', 'contentType', 'contentAttributes'] as const

const messageChangesBetween = (before: SentMessage, after: SentMessage): AttributeChanges => {
  const changes: Record<string, { previous: unknown; current: unknown }> = {}
  for (const attribute of WATCHED_OF_MESSAGES) {
    const previous = before.message[attribute]
    const current = after.message[attribute]
    if (previous !== current) changes[attribute] = { previous, current }
  }
  return changes
}

const changesBetween = (before: ConversationState, after: ConversationState): AttributeChanges => {
  const changes: Record<string, { previous: unknown; current: unknown }> = {}
  for (const attribute of WATCHED) {
    const previous = before.conversation[attribute]
    const current = after.conversation[attribute]
    if (previous !== current) changes[attribute] = { previous, current }
  }
  if (before.contact.blocked !== after.contact.blocked) {
    changes['muted'] = { previous: before.contact.blocked, current: after.contact.blocked }
  }
  if (before.assignment?.id !== after.assignment?.id) {
    changes['assignee'] = { previous: holderOf(before), current: holderOf(after) }
  }
  if (before.team?.id !== after.team?.id) {
    changes['team'] = { previous: teamOf(before), current: teamOf(after) }
  }
  return changes
}

/** The team, with the number that wires show it by. */
const teamOf = ({ team }: ConversationState) => team && { id: team.id, number: team.number }

/** Who holds the conversation, with the number that wires show a member by. */
const holderOf = (state: ConversationState) =>
  state.assignment && {
    ...state.assignment.holder,
    number: (state.assignee ?? state.agentIdentity)?.number ?? null,
  }
