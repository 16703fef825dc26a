import type {
  AttemptResult,
  ConversationId,
  MessageId,
  OrganizationId,
  WebhookEndpoint,
} from '@parlance/core'

/** The result of an attempt, with the endpoint as it was when it was made. */
export interface SettledDelivery {
  readonly result: AttemptResult
  readonly endpoint: WebhookEndpoint
}

/** A message that its inbox's endpoint will never get. */
export interface UndeliveredMessage {
  readonly organizationId: OrganizationId
  readonly messageId: MessageId
  /** In words, as senders are shown it. */
  readonly reason: string
}

/**
 * The messages whose way to their own inbox's endpoint ended in failure: those that can be marked as failed, if they are
 * replies. Only `message_created` counts: that a failure could not be told is not one more failure of the message.
 */
export const undeliveredMessages = (settled: readonly SettledDelivery[]): readonly UndeliveredMessage[] =>
  settled.flatMap(({ result: { delivery, outcome, attempt }, endpoint }) =>
    outcome.type === 'failed' &&
    endpoint.owner.type === 'inbox' &&
    delivery.eventName === 'message_created' &&
    delivery.messageId !== null
      ? [
          {
            organizationId: delivery.organizationId,
            messageId: delivery.messageId as MessageId,
            reason: attempt.error ?? 'not delivered',
          },
        ]
      : [],
  )

/** The conversations of which an agent identity will never be told something: each once. */
export const unansweredConversations = (settled: readonly SettledDelivery[]): readonly ConversationId[] => [
  ...new Set(
    settled.flatMap(({ result: { delivery, outcome }, endpoint }) =>
      outcome.type === 'failed' && endpoint.owner.type === 'agent_identity' && endpoint.format === 'channel'
        ? (delivery.conversationId ?? [])
        : [],
    ),
  ),
]
