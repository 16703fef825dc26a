import type { Member } from '../access/index.ts'
import type { AttributeChanges, Timestamp } from '../kernel/index.ts'
import type { ActiveAssignment, ReleasedAssignment } from './assignment.ts'
import type { Conversation, ConversationStatus } from './conversation.ts'
import type { ConversationState, Sender, SentMessage } from './conversation-state.ts'
import type { NewMessage } from './message.ts'

/** What can have happened in a conversation. `at` is when. */
export type ConversationFact =
  | {
      readonly type: 'conversation.started'
      readonly at: Timestamp
      /** Without what the store gives it: its number, and the `seq` of the facts. */
      readonly conversation: Omit<Conversation, 'number' | 'lastSeq'>
    }
  | {
      readonly type: 'message.recorded'
      readonly at: Timestamp
      /** Without its `seq`, which is the fact's own. */
      readonly message: Omit<NewMessage, 'seq'>
      readonly sender: Sender | null
    }
  | {
      readonly type: 'message.failed'
      readonly at: Timestamp
      /** The message as it was, with the reason that it could not be delivered. */
      readonly message: SentMessage
      readonly reason: string
    }
  | {
      readonly type: 'conversation.status-changed'
      readonly at: Timestamp
      readonly to: ConversationStatus
      readonly snoozedUntil: Timestamp | null
    }
  | {
      readonly type: 'assignment.made'
      readonly at: Timestamp
      readonly assignment: ActiveAssignment
      /** The member who holds it from now on; null for an agent identity. */
      readonly assignee: Member | null
    }
  | { readonly type: 'assignment.released'; readonly at: Timestamp; readonly assignment: ReleasedAssignment }

export type ConversationFactType = ConversationFact['type']

/**
 * The data of every event of a conversation: the state just after it, so that what is told about it later is what was
 * true then.
 */
export interface ConversationEventData {
  readonly state: ConversationState
  /** Attributes of the conversation that this fact changed, by their domain names; the assignee as a holder or null. */
  readonly changes: AttributeChanges
  /** The message it is about, for `message.*`. */
  readonly message: SentMessage | null
}
