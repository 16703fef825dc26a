import type { AgentIdentity } from '../access/index.ts'
import type { Clock, IdSource } from '../kernel/index.ts'
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
