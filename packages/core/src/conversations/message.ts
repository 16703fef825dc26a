import type {
  AgentIdentityId,
  ContactId,
  ConversationId,
  InboxId,
  JsonObject,
  MemberId,
  MessageId,
  Timestamp,
} from '../kernel/index.ts'
import type { Attachment } from './attachment.ts'
import type { MessageLine } from './message-line.ts'

/** `incoming`: from the contact. `outgoing`: from who answers. `activity`: what happened, in words. `template`: sent by a rule. */
export type MessageKind = 'incoming' | 'outgoing' | 'activity' | 'template'

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed'

export const CONTENT_TYPES = [
  'text',
  'input_text',
  'input_textarea',
  'input_email',
  'input_select',
  'cards',
  'form',
  'article',
  'incoming_email',
  'input_csat',
  'integrations',
  'sticker',
  'voice_call',
] as const

export type ContentType = (typeof CONTENT_TYPES)[number]

export type SenderRef =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'contact'; readonly id: ContactId }
  | { readonly type: 'agent_identity'; readonly id: AgentIdentityId }

/** One thing said, noted or done in a conversation. */
export interface Message {
  readonly id: MessageId
  /** Grows within a conversation: what wires show as the message's id and page by. */
  readonly number: number
  readonly conversationId: ConversationId
  readonly inboxId: InboxId
  /** The `seq` of the event that recorded it: its place in the conversation. */
  readonly seq: number
  readonly kind: MessageKind
  /** A note: seen by members, never by the contact. */
  readonly private: boolean
  readonly content: string | null
  readonly contentType: ContentType
  readonly contentAttributes: JsonObject
  /** At most `MOST_ATTACHMENTS`; left out when there are none. */
  readonly attachments?: readonly Attachment[]
  /** What goes with the message and is not shown: its campaign, its template, other recipients. */
  readonly additionalAttributes: JsonObject
  readonly status: MessageStatus
  /** Null for activities and templates. */
  readonly sender: SenderRef | null
  /** The id that the channel knows the message by; free text, not unique. */
  readonly sourceId: string | null
  /** What it is on a connection channel; left out on any other. */
  readonly line?: MessageLine
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A message as a decision makes it: the store numbers it when it is recorded. */
export type NewMessage = Omit<Message, 'number'>

/** Longest content of a message, in characters. */
export const MESSAGE_LENGTH = 150_000
