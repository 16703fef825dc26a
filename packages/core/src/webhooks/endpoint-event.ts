import { type AgentIdentityKeeper, actorOf } from '../access/index.ts'
import type { Clock, IdSource, RecordedEvent } from '../kernel/index.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** Events of an endpoint tell everything about it but its secret. */
export const endpointEvent = (
  { ids, clock }: { readonly ids: IdSource; readonly clock: Clock },
  principal: AgentIdentityKeeper,
  {
    type,
    endpoint,
  }: {
    readonly type: 'webhook.created' | 'webhook.updated' | 'webhook.removed'
    readonly endpoint: WebhookEndpoint
  },
): RecordedEvent => {
  const { secret: _secret, ...told } = endpoint
  return {
    id: ids.next(),
    type,
    organizationId: endpoint.organizationId,
    aggregate: { type: 'webhook_endpoint', id: endpoint.id },
    seq: null,
    occurredAt: clock.now(),
    actor: actorOf(principal),
    data: { endpoint: told },
  }
}
