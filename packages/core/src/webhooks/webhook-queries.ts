import type { OrganizationId } from '../kernel/index.ts'
import type { WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'

/** Port. Answers questions about webhook endpoints. */
export interface WebhookQueries {
  /** The organization's own endpoints of a format in the order they were made, at most 1,000. */
  readonly list: (
    organizationId: OrganizationId,
    format: WebhookFormat,
  ) => Promise<readonly WebhookEndpoint[]>
  /** All enabled endpoints, those of inboxes included: where events are fanned out to. */
  readonly enabled: (organizationId: OrganizationId) => Promise<readonly WebhookEndpoint[]>
}
