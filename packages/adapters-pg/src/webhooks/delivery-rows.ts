import type {
  Attempt,
  ConversationId,
  Delivery,
  DeliveryId,
  DeliveryStatus,
  EventId,
  EventName,
  NewDelivery,
  OrganizationId,
  WebhookEndpointId,
} from '@parlance/core'
import type { ColumnType, Selectable } from 'kysely'
import { type Moment, type NullableMoment, toIso } from '../kernel/moment.ts'

export interface DeliveryTable {
  organization_id: OrganizationId
  id: DeliveryId
  endpoint_id: WebhookEndpointId
  event_id: EventId
  event_name: EventName
  conversation_id: ConversationId | null
  seq: number | null
  message_id: string | null
  url: string | null
  replay_of: DeliveryId | null
  body: string
  status: DeliveryStatus
  attempts: number
  next_attempt_at: NullableMoment
  leased_until: NullableMoment
  /** When a worker may take it: due, and not leased. */
  claimable_at: ColumnType<number | null, never, never>
  created_at: Moment
}

export interface DeliveryAttemptTable {
  organization_id: OrganizationId
  delivery_id: DeliveryId
  attempt: number
  started_at: Moment
  duration: number
  response_status: number | null
  response_excerpt: string | null
  error: string | null
}

export const DELIVERY_COLUMNS = [
  'organization_id',
  'id',
  'endpoint_id',
  'event_id',
  'event_name',
  'conversation_id',
  'seq',
  'message_id',
  'url',
  'replay_of',
  'body',
  'status',
  'attempts',
  'next_attempt_at',
  'created_at',
] as const satisfies readonly (keyof DeliveryTable)[]

export type DeliveryRow = Pick<Selectable<DeliveryTable>, (typeof DELIVERY_COLUMNS)[number]>

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  organizationId: row.organization_id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  eventName: row.event_name,
  conversationId: row.conversation_id,
  seq: row.seq,
  messageId: row.message_id,
  ...(row.url !== null && { url: row.url }),
  ...(row.replay_of !== null && { replayOf: row.replay_of }),
  body: row.body,
  status: row.status,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  createdAt: row.created_at,
})

/** The columns of a new delivery with the types by which the statement that inserts them reads them. */
export const NEW_DELIVERY_COLUMNS = {
  id: 'uuid',
  endpoint_id: 'uuid',
  event_id: 'uuid',
  event_name: 'text',
  conversation_id: 'uuid',
  seq: 'bigint',
  message_id: 'uuid',
  url: 'text',
  replay_of: 'uuid',
  body: 'text',
  status: 'text',
  attempts: 'integer',
  next_attempt_at: 'timestamptz',
  created_at: 'timestamptz',
} as const satisfies Partial<Record<keyof DeliveryTable, string>>

/** A new delivery, due at once, as JSON for `json_to_recordset`. */
export const fromDelivery = (delivery: NewDelivery) => ({
  id: delivery.id,
  endpoint_id: delivery.endpointId,
  event_id: delivery.eventId,
  event_name: delivery.eventName,
  conversation_id: delivery.conversationId,
  seq: delivery.seq,
  message_id: delivery.messageId,
  url: delivery.url ?? null,
  replay_of: delivery.replayOf ?? null,
  body: delivery.body,
  status: 'pending',
  attempts: 0,
  next_attempt_at: toIso(delivery.createdAt),
  created_at: toIso(delivery.createdAt),
})

export const toAttempt = (row: Selectable<DeliveryAttemptTable>): Attempt => ({
  deliveryId: row.delivery_id,
  attempt: row.attempt,
  startedAt: row.started_at,
  duration: row.duration,
  responseStatus: row.response_status,
  responseExcerpt: row.response_excerpt,
  error: row.error,
})
