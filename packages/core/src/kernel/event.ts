import type { Actor } from './actor.ts'
import type { Timestamp } from './clock.ts'
import type { EventId, OrganizationId } from './id.ts'

/** What an event is about. */
export interface Aggregate {
  readonly type:
    | 'conversation'
    | 'contact'
    | 'inbox'
    | 'member'
    | 'agent_identity'
    | 'api_key'
    | 'team'
    | 'tag'
    | 'canned_response'
    | 'webhook_endpoint'
    | 'organization'
  readonly id: string
}

/**
 * A fact, recorded in the transaction that made it true. It never changes and carries what was known at that moment,
 * so that a consumer that comes late tells what happened and not what the rows look like by then.
 */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  readonly id: EventId
  readonly type: Type
  readonly organizationId: OrganizationId
  readonly aggregate: Aggregate
  /** The conversation's own gapless number, 1, 2, 3 …; null for events of anything else. */
  readonly seq: number | null
  readonly occurredAt: Timestamp
  readonly actor: Actor
  readonly data: Data
}

/** How an attribute changed, as change lists on the wire tell it. */
export interface AttributeChange {
  readonly previous: unknown
  readonly current: unknown
}

export type AttributeChanges = Readonly<Record<string, AttributeChange>>
