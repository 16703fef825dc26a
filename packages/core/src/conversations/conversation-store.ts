import type {
  Actor,
  Answer,
  ContactPointId,
  ConversationId,
  IdempotencyKey,
  IdempotencyKeyReused,
  InboxId,
  JsonValue,
  MessageId,
  OrganizationId,
  RecordedEvent,
  Result,
  Timestamp,
} from '../kernel/index.ts'
import type { Assignment } from './assignment.ts'
import type { TurnState } from './candidate.ts'
import type { ConversationNotFound } from './conversation-errors.ts'
import type { ConversationEventData, ConversationFact } from './conversation-facts.ts'
import type { ConversationState, SentMessage, StartState } from './conversation-state.ts'

/** A conversation by its id, or by the number that wires show. */
export type ConversationKey = { readonly organizationId: OrganizationId } & (
  | { readonly id: ConversationId }
  | { readonly number: number }
)

/** A message of a conversation: by its id, by the number that wires show, or by the id that its channel knows it by. */
export type MessageKey =
  | { readonly id: MessageId }
  | { readonly number: number }
  | { readonly sourceId: string }

/** What a rule decided: the facts to record, in order, and what to answer once they are. */
export interface Decision<A> {
  readonly facts: readonly ConversationFact[]
  /**
   * Makes the answer from what was recorded. It must be plain JSON: it is stored beside the idempotency key and read
   * back for a retry.
   */
  readonly answer: (recorded: Recorded) => A
}

/** A decision after it was recorded. */
export interface Recorded {
  /** After the last fact. */
  readonly state: ConversationState
  /** The messages of the decision, numbered, in order. */
  readonly messages: readonly SentMessage[]
  /** The messages that were there before and that the decision changed, as they are now. */
  readonly changed: readonly SentMessage[]
}

export interface Change<State, A, E> {
  readonly at: Timestamp
  readonly idempotency?: IdempotencyKey | undefined
  /**
   * A message of the conversation that the rule asks about: it is loaded under the lock, and given to `decide`. Of several
   * with a source id it is the newest. A conversation that starts has none.
   */
  readonly about?: MessageKey | undefined
  /**
   * The rule. Pure and synchronous: it may be run together with other callers' rules in one transaction, and again when that
   * transaction has to be repeated, or when the state it was run with turns out to be an older one. What it said last counts.
   * `about` is null when none was asked for, and when there is no such message.
   */
  readonly decide: (state: State, about: SentMessage | null) => Result<Decision<A>, E>
  /** Who is noted as the cause; asked with the state, because a contact point's contact is known only then. */
  readonly actor: (state: State) => Actor
}

/**
 * Port. The one way to write anything that happens in a conversation.
 *
 * Two changes of one conversation see each other, whichever process they come from. Facts, messages, counters,
 * assignments, events and the idempotency key are kept in one transaction, or none of them, and so is when the contact
 * last wrote. `seq` has no gap. A connection takes its line in the same transaction: one that carries another connection
 * of the human, of whatever organization, is refused with `lineTaken`.
 */
export interface ConversationStore {
  /** Runs `decide` with the conversation, keeps what it decided if the conversation is still the same, and answers. */
  readonly change: <A extends JsonValue | object, E>(
    key: ConversationKey,
    change: Change<ConversationState, A, E>,
  ) => Promise<Answer<A, E | ConversationNotFound | IdempotencyKeyReused>>
  /**
   * Like `change`, with the members of the inbox, while nobody else is given a conversation of that inbox this way: each
   * of those who choose sees what the one before chose.
   */
  readonly changeInTurn: <A extends JsonValue | object, E>(
    key: ConversationKey,
    change: Change<TurnState, A, E>,
  ) => Promise<Answer<A, E | ConversationNotFound | IdempotencyKeyReused>>
  /**
   * Loads and locks the contact point, runs `decide`, and keeps the conversation that it starts: the first fact is
   * `conversation.started`, or there is none and `latest` is the answer.
   */
  readonly start: <A extends JsonValue | object, E>(
    key: {
      readonly organizationId: OrganizationId
      readonly inboxId: InboxId
      readonly contactPointId: ContactPointId
    },
    change: Change<StartState, A, E>,
  ) => Promise<Answer<A, E | ConversationNotFound | IdempotencyKeyReused>>
  /** Every assignment the conversation ever had, oldest first, at most 1,000. */
  readonly assignments: (
    organizationId: OrganizationId,
    conversationId: ConversationId,
  ) => Promise<readonly Assignment[]>
  /** A message with its sender, for rules that start from one. */
  readonly message: (organizationId: OrganizationId, id: MessageId) => Promise<SentMessage | null>
}

export type ConversationEvent = RecordedEvent<ConversationFact['type'], ConversationEventData>
