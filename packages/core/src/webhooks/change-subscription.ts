import {
  type AgentIdentityKeeper,
  type AgentIdentityStore,
  audited,
  type Forbidden,
  permit,
  reachesIdentity,
} from '../access/index.ts'
import {
  type CallOptions,
  err,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
  type WebhookEndpointId,
} from '../kernel/index.ts'
import type { SubscriptionPorts } from './create-subscription.ts'
import { endpointEvent } from './endpoint-event.ts'
import type { SubscriptionNotFound, SubscriptionUrlTaken } from './subscription-errors.ts'
import { type SubscriptionChanges, subscriptionAfter, subscriptionProblems } from './subscription-settings.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'

/** Whether it is a subscription that the principal reaches. */
export const reachesSubscription = (
  principal: AgentIdentityKeeper,
  { format, owner }: Pick<WebhookEndpoint, 'format' | 'owner'>,
): boolean =>
  format === 'agent_messaging' &&
  owner.type === 'agent_identity' &&
  reachesIdentity(principal, { id: owner.agentIdentityId })

/** Changes where an agent identity is told, and what of; an empty change changes nothing. */
export const updateSubscription =
  (ports: SubscriptionPorts) =>
  async (
    principal: AgentIdentityKeeper,
    id: WebhookEndpointId,
    { changes, options = {} }: { readonly changes: SubscriptionChanges; readonly options?: CallOptions },
  ): Promise<
    Result<WebhookEndpoint, Forbidden | ValidationFailed | SubscriptionNotFound | SubscriptionUrlTaken>
  > => {
    const permitted = permit(principal, 'subscriptions:write')
    if (!permitted.ok) return permitted
    const problems = subscriptionProblems(changes, { allowHttp: ports.allowHttpWebhooks ?? false })
    if (problems.length > 0) return err(validationFailed(...problems))
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.webhookEndpoints.find(id)
      if (!before || !reachesSubscription(principal, before)) return err({ code: 'subscription/not-found' })
      if (Object.values(changes).every((changed) => changed === undefined)) return ok(before)
      const { contextConfig: _before, ...rest } = before
      const endpoint: WebhookEndpoint = {
        ...rest,
        ...subscriptionAfter(before, changes),
        state: 'enabled',
        failingSince: null,
        updatedAt: ports.clock.now(),
      }
      if (endpoint.url !== before.url && (await isTaken(tx, endpoint)))
        return err({ code: 'subscription/url-taken', url: endpoint.url })
      await tx.webhookEndpoints.update(endpoint)
      await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.updated', endpoint })])
      await tx.audit.record(
        audited(
          ports,
          { principal, origin: options.origin },
          {
            action: 'webhook.updated',
            subject: { type: 'webhook_endpoint', id },
            before: { url: before.url, subscriptions: before.subscriptions },
            after: { url: endpoint.url, subscriptions: endpoint.subscriptions },
          },
        ),
      )
      return ok(endpoint)
    })
  }

const isTaken = async (
  tx: {
    readonly webhookEndpoints: WebhookEndpointStore
    readonly agentIdentities: Pick<AgentIdentityStore, 'lock'>
  },
  { id, owner, url }: WebhookEndpoint,
): Promise<boolean> => {
  if (owner.type !== 'agent_identity') return false
  // Whoever takes an address at the same moment waits.
  await tx.agentIdentities.lock(owner.agentIdentityId)
  const others = await tx.webhookEndpoints.subscriptionsOf(owner.agentIdentityId)
  return others.some((other) => other.id !== id && other.url === url)
}

/** Ends a subscription. What was delivered to it stays in the log; what was still to be is dropped. */
export const removeSubscription =
  (ports: SubscriptionPorts) =>
  async (
    principal: AgentIdentityKeeper,
    id: WebhookEndpointId,
    options: CallOptions = {},
  ): Promise<Result<null, Forbidden | SubscriptionNotFound>> => {
    const permitted = permit(principal, 'subscriptions:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const endpoint = await tx.webhookEndpoints.find(id)
      if (!endpoint || !reachesSubscription(principal, endpoint))
        return err({ code: 'subscription/not-found' })
      await tx.webhookEndpoints.retire(id, ports.clock.now())
      await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.removed', endpoint })])
      await tx.audit.record(
        audited(
          ports,
          { principal, origin: options.origin },
          {
            action: 'webhook.removed',
            subject: { type: 'webhook_endpoint', id },
            before: { url: endpoint.url },
          },
        ),
      )
      return ok(null)
    })
  }
