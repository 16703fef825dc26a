import type { ConversationId, MemberId, MessageId, Timestamp } from '../kernel/index.ts'

/** The best a contact can say, from 1. */
export const BEST_RATING = 5

/** What a contact answered when it was asked how satisfied it is. An answer may be given anew: then it replaces the first. */
export interface SurveyResponse {
  readonly conversationId: ConversationId
  /** The message that asked. */
  readonly messageId: MessageId
  /** 1–5. */
  readonly rating: number
  readonly feedback: string | null
  /** The member who held the conversation when it was answered. */
  readonly memberId: MemberId | null
  readonly at: Timestamp
}
