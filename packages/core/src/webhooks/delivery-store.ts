import type {
  AgentIdentityId,
  DeliveryId,
  OrganizationId,
  Timestamp,
  WebhookEndpointId,
} from '../kernel/index.ts'
import type { Attempt, Delivery, NewDelivery } from './delivery.ts'
import type { EndpointOwner, EventName, WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'

/** A delivery that this worker holds until the lease ends. */
export interface LeasedDelivery {
  readonly delivery: Delivery
  readonly endpoint: WebhookEndpoint
}

/** What an attempt leads to; see `after-attempt.ts`. */
export type Outcome =
  | { readonly type: 'delivered' }
  | { readonly type: 'retry'; readonly at: Timestamp }
  | { readonly type: 'failed' }

/** What becomes of the endpoint. */
export type EndpointOutcome =
  | { readonly type: 'healthy' }
  /** It failed at `since`. A store that knows of an earlier failure since the last success keeps that moment. */
  | { readonly type: 'failing'; readonly since: Timestamp }
  | { readonly type: 'disabled'; readonly at: Timestamp }

export interface AttemptResult {
  readonly delivery: Delivery
  readonly attempt: Attempt
  readonly outcome: Outcome
  readonly endpoint: EndpointOutcome
}

export interface Claim {
  readonly now: Timestamp
  /** Milliseconds after which another worker may take them. */
  readonly lease: number
  /** 1–64. */
  readonly limit: number
  /** At most this many of one endpoint at once, those leased earlier included. */
  readonly perEndpoint: number
  /** Milliseconds that a later event of a conversation waits for an earlier one, at the most. */
  readonly orderPatience: number
}

/** What the log of a format's deliveries is narrowed to; null narrows nothing. */
export interface DeliveryQuery {
  readonly format: WebhookFormat
  readonly agentIdentityId: AgentIdentityId | null
  readonly endpointId: WebhookEndpointId | null
  readonly eventName: EventName | null
  /** True: only what was delivered. False: only what was not, or not yet. */
  readonly delivered: boolean | null
  /** 1–200. */
  readonly limit: number
  readonly offset: number
}

/** A delivery with what came of its last attempt. */
export interface DeliveryReport {
  readonly delivery: Delivery
  readonly endpoint: {
    readonly owner: EndpointOwner
    readonly format: WebhookFormat
    /** Whether the endpoint is out of use. */
    readonly retired: boolean
  }
  readonly lastAttempt: Attempt | null
}

/** Port. The queue of deliveries. */
export interface DeliveryStore {
  /**
   * Keeps deliveries that are due at once. One with the same endpoint, event and event name as a kept one is ignored,
   * so fanning out twice is harmless; replays are kept all the same.
   */
  readonly enqueue: (organizationId: OrganizationId, deliveries: readonly NewDelivery[]) => Promise<void>
  /** Organizations that have deliveries due at `now`, the one that waited longest first, at most `limit`. */
  readonly due: (now: Timestamp, limit: number) => Promise<readonly OrganizationId[]>
  /**
   * Leases due deliveries of one organization. To an ordered endpoint a conversation's later event is not given out
   * while an earlier one is pending and younger than `orderPatience`.
   */
  readonly claim: (organizationId: OrganizationId, claim: Claim) => Promise<readonly LeasedDelivery[]>
  /** Writes what came of leased deliveries, their attempts and their endpoints' health, in one go. Ends their leases. */
  readonly settle: (organizationId: OrganizationId, results: readonly AttemptResult[]) => Promise<void>
  /** Ends leases early, without an attempt: a worker that stops gives back what it did not start. */
  readonly release: (organizationId: OrganizationId, deliveries: readonly DeliveryId[]) => Promise<void>
  /** The soonest moment at which something is due; null when nothing is pending. */
  readonly nextDueAt: () => Promise<Timestamp | null>
  /** Deliveries of an endpoint, newest first, at most `limit` (1–200). */
  readonly ofEndpoint: (
    organizationId: OrganizationId,
    endpointId: WebhookEndpointId,
    limit: number,
  ) => Promise<readonly Delivery[]>
  /** Deliveries to all endpoints of a format, newest first. */
  readonly reports: (
    organizationId: OrganizationId,
    query: DeliveryQuery,
  ) => Promise<readonly DeliveryReport[]>
  readonly report: (organizationId: OrganizationId, id: DeliveryId) => Promise<DeliveryReport | null>
  /** The attempts of a delivery, first to last. */
  readonly attempts: (organizationId: OrganizationId, id: DeliveryId) => Promise<readonly Attempt[]>
}
