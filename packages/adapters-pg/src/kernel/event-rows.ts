import type { Actor, Aggregate, EventId, OrganizationId, RecordedEvent, Timestamp } from '@parlance/core'
import type { Generated } from 'kysely'
import type { BinaryValue } from './binary-lists.ts'
import type { ListedColumn } from './listed-columns.ts'
import type { Moment } from './moment.ts'

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

/** An event with its data as they are to be kept. */
export interface KeptEvent {
  readonly event: RecordedEvent
  readonly data: unknown
  readonly messages: readonly unknown[] | null
}

/** What is written of an event; the organization comes apart. */
export const EVENT_COLUMNS = {
  id: { type: 'uuid', of: ({ event }) => event.id },
  type: { type: 'text', of: ({ event }) => event.type },
  aggregate_type: { type: 'text', of: ({ event }) => event.aggregate.type },
  aggregate_id: { type: 'uuid', of: ({ event }) => event.aggregate.id },
  seq: { type: 'bigint', of: ({ event }) => event.seq },
  occurred_at: { type: 'timestamptz', of: ({ event }) => event.occurredAt },
  actor_type: { type: 'text', of: ({ event }) => event.actor.type },
  actor_id: { type: 'uuid', of: ({ event: { actor } }) => (actor.type === 'system' ? null : actor.id) },
  data: { type: 'json', of: ({ data }) => data as BinaryValue },
  messages: { type: 'json', of: ({ messages }) => messages },
} as const satisfies Partial<Record<keyof EventTable, ListedColumn<KeptEvent>>>
