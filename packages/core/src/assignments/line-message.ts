import type { ConversationState, SentMessage } from '../conversations/index.ts'

/** A message as those see it who talk over the line. Nothing in it names the line. */
export interface MessageOnLine {
  readonly sent: SentMessage
  /** The human, in E.164. */
  readonly remoteNumber: string
  /** Incoming messages up to this `number` are read. */
  readonly readThrough: number
}

/** A message of a conversation as it is seen over the line. */
export const onLine = (
  sent: SentMessage,
  { conversation, contactPoint }: ConversationState,
): MessageOnLine => ({
  sent,
  remoteNumber: contactPoint.sourceId,
  readThrough: conversation.connection?.readThrough ?? 0,
})

/** Why a message did not arrive, as far as the gateway told. */
export interface LineError {
  readonly code: string | null
  readonly message: string | null
  readonly reason?: string | null
  readonly detail?: string | null
}
