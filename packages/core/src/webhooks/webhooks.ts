import { type Forbidden, permit, type StaffPrincipal } from '../access/index.ts'
import { ok, type Result } from '../kernel/index.ts'
import { createWebhook, removeWebhook, updateWebhook, type WebhookPorts } from './change-webhook.ts'
import type { WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'
import type { WebhookQueries } from './webhook-queries.ts'

export type WebhooksPorts = WebhookPorts & { readonly webhookQueries: WebhookQueries }

/** Where an organization's events are told to. */
export interface Webhooks {
  /** Those that are told in this format; the channel's when it is left out. */
  readonly list: (
    principal: StaffPrincipal,
    format?: WebhookFormat,
  ) => Promise<Result<readonly WebhookEndpoint[], Forbidden>>
  readonly create: ReturnType<typeof createWebhook>
  readonly update: ReturnType<typeof updateWebhook>
  readonly remove: ReturnType<typeof removeWebhook>
}

export const createWebhooks = (ports: WebhooksPorts): Webhooks => ({
  list: async (principal, format = 'channel') => {
    const permitted = permit(principal, 'webhooks:read')
    return permitted.ok ? ok(await ports.webhookQueries.list(principal.organizationId, format)) : permitted
  },
  create: createWebhook(ports),
  update: updateWebhook(ports),
  remove: removeWebhook(ports),
})
