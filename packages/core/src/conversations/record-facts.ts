import type { Actor, AttributeChanges, EventId } from '../kernel/index.ts'
import { applyFact, startedState } from './apply-fact.ts'
import type { ActiveAssignment, ReleasedAssignment } from './assignment.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState, SentMessage, StartState } from './conversation-state.ts'
import type { ConversationEvent, Recorded } from './conversation-store.ts'
import type { Message } from './message.ts'

/** What a store needs to know to write a decision's facts down. */
export interface Recording extends Recorded {
  /** Messages to insert are in `messages`; these rows change. */
  readonly changedMessages: readonly Message[]
  readonly made: readonly ActiveAssignment[]
  readonly released: readonly ReleasedAssignment[]
  readonly events: readonly ConversationEvent[]
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
  const changedMessages: Message[] = []
  const events: ConversationEvent[] = []
  for (const fact of facts) {
    const messageNumber = fact.type === 'message.recorded' ? context.nextMessageNumber() : 0
    const seq = state.conversation.lastSeq + 1
    const applied = applyFact(state, { fact, seq, messageNumber })
    if (applied.message && fact.type === 'message.recorded') messages.push(applied.message)
    if (applied.message && fact.type === 'message.failed') changedMessages.push(applied.message.message)
    events.push({
      id: context.nextEventId(),
      type: fact.type,
      organizationId: state.organization.id,
      aggregate: { type: 'conversation', id: state.conversation.id },
      seq,
      occurredAt: fact.at,
      actor: context.actor,
      data: {
        state: applied.state,
        changes: changesBetween(state, applied.state),
        message: applied.message,
      },
    })
    state = applied.state
  }
  return {
    state,
    messages,
    changedMessages,
    made: facts.flatMap((fact) => (fact.type === 'assignment.made' ? [fact.assignment] : [])),
    released: facts.flatMap((fact) => (fact.type === 'assignment.released' ? [fact.assignment] : [])),
    events,
  }
}

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

const WATCHED = [
  'status',
  'snoozedUntil',
  'priority',
  'waitingSince',
  'firstReplyAt',
  'customAttributes',
  'tags',
] as const

const changesBetween = (before: ConversationState, after: ConversationState): AttributeChanges => {
  const changes: Record<string, { previous: unknown; current: unknown }> = {}
  for (const attribute of WATCHED) {
    const previous = before.conversation[attribute]
    const current = after.conversation[attribute]
    if (previous !== current) changes[attribute] = { previous, current }
  }
  if (before.assignment?.id !== after.assignment?.id) {
    changes['assignee'] = { previous: holderOf(before), current: holderOf(after) }
  }
  return changes
}

/** Who holds the conversation, with the number that wires show a member by. */
const holderOf = (state: ConversationState) =>
  state.assignment && { ...state.assignment.holder, number: state.assignee?.number ?? null }
