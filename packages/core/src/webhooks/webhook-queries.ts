import type { AgentIdentityId, OrganizationId, WebhookEndpointId } from '../kernel/index.ts'
import type { EventName, WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'

/** What subscriptions are narrowed to; null narrows nothing. */
export interface SubscriptionFilter {
  readonly agentIdentityId: AgentIdentityId | null
  readonly url: string | null
  readonly eventName: EventName | null
}

/** Port. Answers questions about webhook endpoints. */
export interface WebhookQueries {
  /** The organization's own endpoints of a format in the order they were made, at most 1,000. */
  readonly list: (
    organizationId: OrganizationId,
    format: WebhookFormat,
  ) => Promise<readonly WebhookEndpoint[]>
  /** What agent identities subscribed with, in the order they were made, at most 1,000. */
  readonly subscriptions: (
    organizationId: OrganizationId,
    filter: SubscriptionFilter,
  ) => Promise<readonly WebhookEndpoint[]>
  /** An endpoint of whatever format that is in use. */
  readonly find: (organizationId: OrganizationId, id: WebhookEndpointId) => Promise<WebhookEndpoint | null>
  /**
   * All enabled endpoints, those of inboxes included: where events are fanned out to. Subscriptions of an agent identity
   * are among them while it is on the messaging channel.
   */
  readonly enabled: (organizationId: OrganizationId) => Promise<readonly WebhookEndpoint[]>
}
