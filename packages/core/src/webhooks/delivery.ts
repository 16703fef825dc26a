import type {
  ConversationId,
  DeliveryId,
  EventId,
  OrganizationId,
  Timestamp,
  WebhookEndpointId,
} from '../kernel/index.ts'
import type { EventName } from './webhook-endpoint.ts'

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

/** One event on its way to one endpoint. The queue and the log that users read are this one thing. */
export interface Delivery {
  /** Constant over retries and replays: what receivers tell repetitions by. */
  readonly id: DeliveryId
  readonly organizationId: OrganizationId
  readonly endpointId: WebhookEndpointId
  readonly eventId: EventId
  readonly eventName: EventName
  /** With `seq`, its place in the order; null when the event is about no conversation. */
  readonly conversationId: ConversationId | null
  readonly seq: number | null
  /** The message that it tells, so that a reply that could not be delivered can be marked. */
  readonly messageId: string | null
  /** Where it was to go when it was made, for the formats whose log tells that. */
  readonly url?: string
  /** The delivery that this one repeats, of the same event. */
  readonly replayOf?: DeliveryId
  /** The exact bytes that are signed and sent, as text. */
  readonly body: string
  readonly status: DeliveryStatus
  /** Attempts made so far. */
  readonly attempts: number
  /** When it may be tried next; null when it will not be. */
  readonly nextAttemptAt: Timestamp | null
  readonly createdAt: Timestamp
}

/** A delivery before its first attempt. */
export type NewDelivery = Omit<Delivery, 'status' | 'attempts' | 'nextAttemptAt'>

/** What came of one try. */
export interface Attempt {
  readonly deliveryId: DeliveryId
  /** 1, 2, 3 … */
  readonly attempt: number
  readonly startedAt: Timestamp
  /** Milliseconds. */
  readonly duration: number
  /** The receiver's status; null when there was no answer. */
  readonly responseStatus: number | null
  /** The beginning of the answer, at most 16 KiB. */
  readonly responseExcerpt: string | null
  /** Why there was no good answer, in words. */
  readonly error: string | null
}
