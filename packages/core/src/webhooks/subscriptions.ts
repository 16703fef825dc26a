import { type AgentIdentityKeeper, type Forbidden, permit, reachesIdentity } from '../access/index.ts'
import { err, ok, type Result, type WebhookEndpointId } from '../kernel/index.ts'
import { reachesSubscription, removeSubscription, updateSubscription } from './change-subscription.ts'
import { createSubscription, type SubscriptionPorts } from './create-subscription.ts'
import type { DeliveryQuery, DeliveryReport } from './delivery-store.ts'
import { type ReplayPorts, replayDelivery } from './replay-delivery.ts'
import type { SubscriptionNotFound } from './subscription-errors.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'
import type { SubscriptionFilter } from './webhook-queries.ts'

export type SubscriptionsPorts = SubscriptionPorts & ReplayPorts

/** Where agent identities are told of their conversations. What acts as an identity reaches its own alone. */
export interface Subscriptions {
  readonly list: (
    principal: AgentIdentityKeeper,
    filter: SubscriptionFilter,
  ) => Promise<Result<readonly WebhookEndpoint[], Forbidden>>
  readonly get: (
    principal: AgentIdentityKeeper,
    id: WebhookEndpointId,
  ) => Promise<Result<WebhookEndpoint, Forbidden | SubscriptionNotFound>>
  readonly create: ReturnType<typeof createSubscription>
  readonly update: ReturnType<typeof updateSubscription>
  readonly remove: ReturnType<typeof removeSubscription>
  readonly deliveries: (
    principal: AgentIdentityKeeper,
    query: Omit<DeliveryQuery, 'format' | 'agentIdentityId'>,
  ) => Promise<Result<readonly DeliveryReport[], Forbidden>>
  readonly replay: ReturnType<typeof replayDelivery>
}

export const createSubscriptions = (ports: SubscriptionsPorts): Subscriptions => ({
  list: async (principal, filter) => {
    const operation = 'subscriptions:read'
    const permitted = permit(principal, operation)
    if (!permitted.ok) return permitted
    const own = ownIdentity(principal)
    const { agentIdentityId: asked } = filter
    if (asked !== null && !reachesIdentity(principal, { id: asked }))
      return err({ code: 'access/forbidden', operation })
    const { organizationId } = principal
    return ok(
      await ports.webhookQueries.subscriptions(organizationId, { ...filter, agentIdentityId: own ?? asked }),
    )
  },
  get: async (principal, id) => {
    const permitted = permit(principal, 'subscriptions:read')
    if (!permitted.ok) return permitted
    const found = await ports.webhookQueries.find(principal.organizationId, id)
    return found && reachesSubscription(principal, found)
      ? ok(found)
      : err({ code: 'subscription/not-found' })
  },
  create: createSubscription(ports),
  update: updateSubscription(ports),
  remove: removeSubscription(ports),
  deliveries: async (principal, query) => {
    const permitted = permit(principal, 'subscriptions:read')
    if (!permitted.ok) return permitted
    return ok(
      await ports.deliveryStore.reports(principal.organizationId, {
        ...query,
        format: 'agent_messaging',
        agentIdentityId: ownIdentity(principal),
      }),
    )
  },
  replay: replayDelivery(ports),
})

/** The identity that everything is narrowed to; null for whoever reaches all of them. */
const ownIdentity = (principal: AgentIdentityKeeper) =>
  principal.type === 'agent_identity' ? principal.agentIdentity.id : null
