import type { AgentIdentityId, InboxId, Timestamp, WebhookEndpointId } from '../kernel/index.ts'
import type { NewWebhookEndpoint, WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'

/** Port. The webhook endpoints of the organization that the unit of work is bound to. */
export interface WebhookEndpointStore {
  readonly find: (id: WebhookEndpointId) => Promise<WebhookEndpoint | null>
  readonly findByNumber: (number: number) => Promise<WebhookEndpoint | null>
  readonly ofInbox: (inboxId: InboxId) => Promise<WebhookEndpoint | null>
  readonly ofAgentIdentity: (id: AgentIdentityId) => Promise<WebhookEndpoint | null>
  /** Those that the agent identity subscribed with, in the order they were made. */
  readonly subscriptionsOf: (id: AgentIdentityId) => Promise<readonly WebhookEndpoint[]>
  /** An endpoint of the organization itself with this address, told in this format. */
  readonly findByUrl: (url: string, format: WebhookFormat) => Promise<WebhookEndpoint | null>
  /** How many the organization itself has. */
  readonly count: () => Promise<number>
  readonly insert: (endpoint: NewWebhookEndpoint) => Promise<WebhookEndpoint>
  readonly update: (endpoint: WebhookEndpoint) => Promise<void>
  /** Removes the endpoint; deliveries that are still due are dropped with it. */
  readonly remove: (id: WebhookEndpointId) => Promise<void>
  /**
   * Takes a subscription out of use: it is not found again, nothing more is delivered to it, and what was can still be
   * listed.
   */
  readonly retire: (id: WebhookEndpointId, at: Timestamp) => Promise<void>
}
