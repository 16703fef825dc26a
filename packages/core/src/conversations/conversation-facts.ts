import type { AgentIdentity, Member } from '../access/index.ts'
import type { AttributeChanges, JsonObject, JsonValue, Timestamp } from '../kernel/index.ts'
import type { Team } from '../teams/index.ts'
import type { ActiveAssignment, ReleasedAssignment } from './assignment.ts'
import type { Connection } from './connection.ts'
import type { Conversation, ConversationPriority, ConversationStatus } from './conversation.ts'
import type { ConversationState, Sender, SentMessage } from './conversation-state.ts'
import type { MessageStatus, NewMessage } from './message.ts'
import type { MessageLine, Reaction } from './message-line.ts'
import type { SurveyResponse } from './survey-response.ts'

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
      readonly type: 'message.status-changed'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
      readonly status: MessageStatus
      /** Why it failed, in the words of its channel; null clears what was there. */
      readonly externalError: string | null
    }
  | {
      /** A message that had failed goes out again. */
      readonly type: 'message.resent'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
    }
  | {
      /** What was said is gone, and that something was said stays. */
      readonly type: 'message.deleted'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
    }
  | {
      /** The message that was recorded just before waits for the gateway to take it. */
      readonly type: 'message.awaits-line'
      readonly at: Timestamp
    }
  | {
      /** The outside line told how far a message is. */
      readonly type: 'message.delivery-changed'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
      readonly line: MessageLine
    }
  | {
      /** Somebody tapped a reaction on a message; the one that it had on the same part is gone. */
      readonly type: 'reaction.added' | 'reaction.removed'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
      readonly reaction: Reaction
    }
  | {
      /** The contact filled in what the message asked for. */
      readonly type: 'message.submitted'
      readonly at: Timestamp
      /** The message as it was. */
      readonly message: SentMessage
      readonly values: JsonValue
      /** What it says when the message is a survey. */
      readonly response: SurveyResponse | null
    }
  | {
      readonly type: 'conversation.status-changed'
      readonly at: Timestamp
      readonly to: ConversationStatus
      readonly snoozedUntil: Timestamp | null
      /** True when it is resolved by closing it; see `isClosed`. */
      readonly closed?: true
    }
  | {
      readonly type: 'assignment.made'
      readonly at: Timestamp
      readonly assignment: ActiveAssignment
      /** The member who holds it from now on; null for an agent identity. */
      readonly assignee: Member | null
      /** The agent identity who holds it in a member's place. */
      readonly agentIdentity?: AgentIdentity | null
    }
  | {
      readonly type: 'conversation.team-changed'
      readonly at: Timestamp
      /** The team that the conversation is left to from now on; null for none. */
      readonly team: Team | null
    }
  | { readonly type: 'assignment.released'; readonly at: Timestamp; readonly assignment: ReleasedAssignment }
  | {
      readonly type: 'conversation.priority-changed'
      readonly at: Timestamp
      readonly to: ConversationPriority | null
    }
  | {
      readonly type: 'conversation.attributes-changed'
      readonly at: Timestamp
      /** All of them, as they are from now on. */
      readonly customAttributes: JsonObject
    }
  | {
      readonly type: 'conversation.tagged'
      readonly at: Timestamp
      /** All of them, as they are from now on. */
      readonly tags: readonly string[]
    }
  | {
      /** Somebody of the organization looked at it, or marked it as not looked at. */
      readonly type: 'conversation.seen-by-agent'
      readonly at: Timestamp
      readonly agentLastSeenAt: Timestamp | null
      readonly assigneeLastSeenAt: Timestamp | null
      readonly unreadCount: number
    }
  | {
      /** The contact looked at it: what was said to it until then is read. */
      readonly type: 'conversation.seen-by-contact'
      readonly at: Timestamp
    }
  | {
      /** The contact was blocked, or is no longer. */
      readonly type: 'conversation.mute-changed'
      readonly at: Timestamp
      readonly muted: boolean
    }
  | { readonly type: 'conversation.typing-changed'; readonly at: Timestamp; readonly typing: Typing }
  | {
      readonly type: 'conversation.transcript-requested'
      readonly at: Timestamp
      /** Where it is to be sent. */
      readonly email: string
    }
  | {
      /** A human connected to the agent identity of the inbox, or did so again. */
      readonly type: 'connection.opened'
      readonly at: Timestamp
      readonly connection: Connection
    }
  | { readonly type: 'connection.closed'; readonly at: Timestamp }
  | {
      /** The agent identity marked what the human said as read. */
      readonly type: 'connection.read'
      readonly at: Timestamp
      /** How many of the messages it was. */
      readonly count: number
      readonly through: number
    }
  | {
      /** It is gone, with all that was said in it: nothing can happen in it any more. */
      readonly type: 'conversation.removed'
      readonly at: Timestamp
    }

/** Somebody began or ceased to write. */
export interface Typing {
  readonly on: boolean
  readonly by: Sender
  /** True when it is a note that is being written. */
  readonly private: boolean
}

export type ConversationFactType = ConversationFact['type']

/**
 * The data of every event of a conversation: the state just after it, so that what is told about it later is what was
 * true then.
 */
export interface ConversationEventData {
  readonly state: ConversationState
  /** Attributes of the conversation that this fact changed, by their domain names; the assignee as a holder or null. */
  readonly changes: AttributeChanges
  /** The message it is about, for `message.*`; for `conversation.seen-by-contact` the newest one that was read by it. */
  readonly message: SentMessage | null
  /** What changed of that message, for facts that change one. */
  readonly messageChanges?: AttributeChanges
  /** For `reaction.*`. */
  readonly reaction?: Reaction
  /** For `conversation.typing-changed`. */
  readonly typing?: Typing
  /** Where a transcript is to be sent, for `conversation.transcript-requested`. */
  readonly email?: string
}
