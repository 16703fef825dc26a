import { type AgentIdentityKeeper, type Forbidden, permit } from '../access/index.ts'
import { type Clock, type DeliveryId, err, type IdSource, ok, type Result } from '../kernel/index.ts'
import { reachesSubscription } from './change-subscription.ts'
import type { DeliveryReport, DeliveryStore } from './delivery-store.ts'
import type { NotReplayable, SubscriptionDeliveryNotFound } from './subscription-errors.ts'
import type { WebhookQueries } from './webhook-queries.ts'

export interface ReplayPorts {
  readonly deliveryStore: DeliveryStore
  readonly webhookQueries: WebhookQueries
  readonly clock: Clock
  readonly ids: IdSource
}

/**
 * Delivers an event once more, to where its subscription is told by now. It is a delivery of its own, with an id, a time and a
 * signature of its own; what it tells is the same, and so is the id of the event.
 */
export const replayDelivery =
  ({ deliveryStore, webhookQueries, clock, ids }: ReplayPorts) =>
  async (
    principal: AgentIdentityKeeper,
    id: DeliveryId,
  ): Promise<Result<DeliveryReport, Forbidden | SubscriptionDeliveryNotFound | NotReplayable>> => {
    const permitted = permit(principal, 'subscriptions:write')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const replayed = await deliveryStore.report(organizationId, id)
    if (!replayed || !reachesSubscription(principal, replayed.endpoint))
      return err({ code: 'subscription/delivery-not-found' })
    const { delivery } = replayed
    const endpoint = await webhookQueries.find(organizationId, delivery.endpointId)
    if (!endpoint) return err({ code: 'subscription/not-replayable', reason: 'gone' })
    if (!endpoint.subscriptions.includes(delivery.eventName))
      return err({ code: 'subscription/not-replayable', reason: 'other-events' })
    const { status: _status, attempts: _attempts, nextAttemptAt: _next, ...draft } = delivery
    const replay = {
      ...draft,
      id: ids.next<'delivery'>(),
      // It waits for nothing: what came after it has been told.
      seq: null,
      replayOf: id,
      url: endpoint.url,
      createdAt: clock.now(),
    }
    await deliveryStore.enqueue(organizationId, [replay])
    const kept = await deliveryStore.report(organizationId, replay.id)
    return kept ? ok(kept) : err({ code: 'subscription/not-replayable', reason: 'gone' })
  }
