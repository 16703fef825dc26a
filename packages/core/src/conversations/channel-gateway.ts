import type {
  ConversationId,
  JsonValue,
  MessageId,
  OrganizationId,
  Result,
  Timestamp,
} from '../kernel/index.ts'
import type { ReactionKind, SendStyle } from './message-line.ts'

/** Where something goes on a connection channel, and how far its conversation was then. */
export interface LineAddress {
  readonly organizationId: OrganizationId
  /** The pool line that carries the conversation, in E.164. */
  readonly line: string
  /** The human, in E.164. */
  readonly remoteNumber: string
  readonly conversationId: ConversationId
}

export interface GatewayMessage extends LineAddress {
  /** Reserved before it is sent: the same message that is sent again has the same id, and goes out once. */
  readonly messageId: MessageId
  readonly text: string | null
  readonly mediaUrls: readonly string[]
  readonly sendStyle: SendStyle | null
}

export interface GatewayReaction extends LineAddress {
  /** What the gateway knows the message by; null where it never said. */
  readonly targetExternalId: string | null
  readonly messageId: MessageId
  readonly reaction: ReactionKind
  readonly partIndex: number
  /** That it is taken off again. */
  readonly removed?: true
}

export interface GatewayTyping extends LineAddress {
  /** The conversation's `seq` when it was decided: a gateway that has sent something later shows it no more. */
  readonly seq: number
}

/** The gateway did not take it, or did not answer in time: whether the human got it is not known. */
export interface GatewayFailed {
  readonly code: 'gateway/failed'
  /** For the log; nothing in it is secret. */
  readonly reason: string
}

export interface GatewayAccepted {
  /** What the gateway knows it by from now on. */
  readonly externalId: string | null
}

type Told = Promise<Result<GatewayAccepted, GatewayFailed>>

/** Something that a gateway without an outside has carried out. */
export interface CarriedOut {
  readonly at: Timestamp
  readonly externalId: string
  /** As a provider would have been told it. */
  readonly body: Readonly<Record<string, JsonValue | undefined>>
}

/** Port. The outside line: tells humans what is said to them. Each call is one attempt, and ends within its bound. */
export interface ChannelGateway {
  readonly send: (message: GatewayMessage) => Told
  readonly readReceipt: (address: LineAddress) => Told
  readonly typing: (typing: GatewayTyping) => Told
  readonly reaction: (reaction: GatewayReaction) => Told
}
