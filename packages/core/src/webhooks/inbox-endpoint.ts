import type { Inbox } from '../inboxes/index.ts'
import type { IdSource } from '../kernel/index.ts'
import { INBOX_SUBSCRIPTIONS, type WebhookEndpoint } from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'

/** Keeps the endpoint that an inbox's `webhookUrl` stands for in step with the inbox: made, changed or removed. */
export const syncInboxEndpoint =
  (ids: IdSource) =>
  async (tx: { readonly webhookEndpoints: WebhookEndpointStore }, inbox: Inbox): Promise<void> => {
    const { webhookUrl: url, secret } = inbox.channel
    const before = await tx.webhookEndpoints.ofInbox(inbox.id)
    if (url === null) {
      if (before) await tx.webhookEndpoints.remove(before.id)
      return
    }
    const settings = { name: inbox.name, url, secret, state: 'enabled', failingSince: null } as const
    if (before) {
      const endpoint: WebhookEndpoint = { ...before, ...settings, updatedAt: inbox.updatedAt }
      await tx.webhookEndpoints.update(endpoint)
      return
    }
    await tx.webhookEndpoints.insert({
      ...settings,
      id: ids.next(),
      organizationId: inbox.organizationId,
      owner: { type: 'inbox', inboxId: inbox.id },
      subscriptions: INBOX_SUBSCRIPTIONS,
      inboxId: inbox.id,
      format: 'channel',
      ordered: true,
      createdAt: inbox.updatedAt,
      updatedAt: inbox.updatedAt,
    })
  }
