import type {
  ContactId,
  ContactPointId,
  ConversationId,
  InboxId,
  JsonObject,
  OrganizationId,
  Timestamp,
} from '../kernel/index.ts'

import type { Connection } from './connection.ts'

export type ConversationStatus = 'open' | 'resolved' | 'pending' | 'snoozed'

export type ConversationPriority = 'low' | 'medium' | 'high' | 'urgent'

/** A thread between one contact point and those who answer in its inbox. */
export interface Conversation {
  readonly id: ConversationId
  readonly organizationId: OrganizationId
  /** 1, 2, 3 … in the organization: what wires show as the conversation's id. */
  readonly number: number
  readonly inboxId: InboxId
  readonly contactId: ContactId
  readonly contactPointId: ContactPointId
  readonly status: ConversationStatus
  readonly priority: ConversationPriority | null
  /** When a snoozed conversation opens again; null: with the next message from the contact. */
  readonly snoozedUntil: Timestamp | null
  readonly additionalAttributes: JsonObject
  readonly customAttributes: JsonObject
  readonly tags: readonly string[]
  readonly agentLastSeenAt: Timestamp | null
  readonly assigneeLastSeenAt: Timestamp | null
  readonly contactLastSeenAt: Timestamp | null
  /** When a human of the organization first answered the contact. */
  readonly firstReplyAt: Timestamp | null
  /** Since when the contact waits for an answer; null while nobody waits. */
  readonly waitingSince: Timestamp | null
  readonly lastActivityAt: Timestamp
  /** When somebody of the organization last wrote, be it a note. */
  readonly lastOutgoingAt: Timestamp | null
  /** When a rule last wrote: a greeting, a notice of absence, a survey. */
  readonly lastTemplateAt: Timestamp | null
  /** When the contact was asked how satisfied it is; null for not yet. */
  readonly surveyedAt: Timestamp | null
  /** When the minute began in which `minuteMessages` were counted. */
  readonly minuteStartedAt: Timestamp | null
  /** Messages of that minute, of any kind: what keeps two programs from talking each other to death. */
  readonly minuteMessages: number
  /** Messages from the contact that no member has seen. */
  readonly unreadCount: number
  /** On a connection channel: what ties the human to the agent identity. Left out on any other. */
  readonly connection?: Connection
  /** Messages of any kind, notes and activities included. */
  readonly messageCount: number
  /** The number of the newest event; events of one conversation are numbered 1, 2, 3 … without a gap. */
  readonly lastSeq: number
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}
