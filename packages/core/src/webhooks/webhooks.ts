import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import { ok, type Result } from '../kernel/index.ts'
import { createWebhook, removeWebhook, updateWebhook, type WebhookPorts } from './change-webhook.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'
import type { WebhookQueries } from './webhook-queries.ts'

export type WebhooksPorts = WebhookPorts & { readonly webhookQueries: WebhookQueries }

/** Where an organization's events are told to. */
export interface Webhooks {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly WebhookEndpoint[], Forbidden>>
  readonly create: ReturnType<typeof createWebhook>
  readonly update: ReturnType<typeof updateWebhook>
  readonly remove: ReturnType<typeof removeWebhook>
}

export const createWebhooks = (ports: WebhooksPorts): Webhooks => ({
  list: async (principal) => {
    const permitted = permit(principal, 'webhooks:read')
    return permitted.ok ? ok(await ports.webhookQueries.list(principal.organizationId)) : permitted
  },
  create: createWebhook(ports),
  update: updateWebhook(ports),
  remove: removeWebhook(ports),
})
