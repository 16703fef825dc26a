import type { Actor, Aggregate, EventId, OrganizationId, RecordedEvent, Timestamp } from '@parlance/core'
import type { Generated } from 'kysely'
import { type Moment, toIso } from './moment.ts'

export interface EventTable {
  organization_id: OrganizationId
  tx: Generated<string>
  position: Generated<number>
  id: EventId
  type: string
  aggregate_type: Aggregate['type']
  aggregate_id: string
  seq: number | null
  occurred_at: Moment
  actor_type: Actor['type']
  actor_id: string | null
  data: unknown
  messages: readonly unknown[] | null
}

export interface ConsumerCursorTable {
  organization_id: OrganizationId
  consumer: string
  tx: string
  position: number
}

export interface EventRow {
  readonly id: EventId
  readonly organization_id: OrganizationId
  readonly type: string
  readonly aggregate_type: Aggregate['type']
  readonly aggregate_id: string
  readonly seq: number | null
  readonly occurred_at: Timestamp
  readonly actor_type: Actor['type']
  readonly actor_id: string | null
  readonly data: unknown
  readonly messages: readonly unknown[] | null
}

/** Puts back what was kept once for the event: see the one who packed it. */
export type Unpack = (data: unknown, messages: readonly unknown[]) => unknown

export const toEvent = (row: EventRow, unpack: Unpack): RecordedEvent => ({
  id: row.id,
  type: row.type,
  organizationId: row.organization_id,
  aggregate: { type: row.aggregate_type, id: row.aggregate_id },
  seq: row.seq,
  occurredAt: row.occurred_at,
  // The check on the table is the proof that a type without an id is `system` and nothing else.
  actor: (row.actor_id === null ? { type: 'system' } : { type: row.actor_type, id: row.actor_id }) as Actor,
  data: row.messages ? unpack(row.data, row.messages) : row.data,
})

/** The columns with the types by which the statement that inserts them reads them; the organization comes apart. */
export const EVENT_COLUMNS = {
  id: 'uuid',
  type: 'text',
  aggregate_type: 'text',
  aggregate_id: 'uuid',
  seq: 'bigint',
  occurred_at: 'timestamptz',
  actor_type: 'text',
  actor_id: 'uuid',
  data: 'json',
  messages: 'json',
} as const satisfies Partial<Record<keyof EventTable, string>>

/** An event as JSON for `json_to_recordset`, with its data as they are to be kept. */
export const fromEvent = (
  event: RecordedEvent,
  { data, messages }: { readonly data: unknown; readonly messages: readonly unknown[] | null },
) => ({
  id: event.id,
  type: event.type,
  aggregate_type: event.aggregate.type,
  aggregate_id: event.aggregate.id,
  seq: event.seq,
  occurred_at: toIso(event.occurredAt),
  actor_type: event.actor.type,
  actor_id: event.actor.type === 'system' ? null : event.actor.id,
  data,
  messages,
})
