import type { AgentIdentity } from '../access/index.ts'
import type { AgentIdentityId, Clock, IdSource } from '../kernel/index.ts'
import { AGENT_IDENTITY_SUBSCRIPTIONS, type WebhookEndpoint } from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'

/** Keeps the endpoint that an agent identity's `outgoingUrl` stands for in step with it: made, changed or removed. */
export const syncAgentIdentityEndpoint =
  ({ ids, clock }: { readonly ids: IdSource; readonly clock: Clock }) =>
  async (
    tx: { readonly webhookEndpoints: WebhookEndpointStore },
    identity: AgentIdentity,
    secret: string,
  ): Promise<void> => {
    const { name, outgoingUrl: url } = identity
    const before = await tx.webhookEndpoints.ofAgentIdentity(identity.id)
    if (url === null) {
      if (before) await tx.webhookEndpoints.remove(before.id)
      return
    }
    const updatedAt = clock.now()
    const settings = { name, url, secret, state: 'enabled', failingSince: null, updatedAt } as const
    if (before) {
      const endpoint: WebhookEndpoint = { ...before, ...settings }
      await tx.webhookEndpoints.update(endpoint)
      return
    }
    await tx.webhookEndpoints.insert({
      ...settings,
      id: ids.next(),
      organizationId: identity.organizationId,
      owner: { type: 'agent_identity', agentIdentityId: identity.id },
      subscriptions: AGENT_IDENTITY_SUBSCRIPTIONS,
      inboxId: null,
      format: 'channel',
      ordered: true,
      createdAt: updatedAt,
    })
  }

/** Signs with another key what is told where an agent identity subscribed. */
export const signSubscriptionsWith =
  ({ clock }: { readonly clock: Clock }) =>
  async (
    tx: { readonly webhookEndpoints: WebhookEndpointStore },
    id: AgentIdentityId,
    key: string,
  ): Promise<void> => {
    for (const endpoint of await tx.webhookEndpoints.subscriptionsOf(id))
      await tx.webhookEndpoints.update({ ...endpoint, secret: key, updatedAt: clock.now() })
  }

/** Ends everything that an agent identity subscribed with, because it is going. */
export const endSubscriptions =
  ({ clock }: { readonly clock: Clock }) =>
  async (tx: { readonly webhookEndpoints: WebhookEndpointStore }, id: AgentIdentityId): Promise<void> => {
    for (const endpoint of await tx.webhookEndpoints.subscriptionsOf(id))
      await tx.webhookEndpoints.retire(endpoint.id, clock.now())
  }
