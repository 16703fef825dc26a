import {
  presentWebhookDelivery,
  webhookDeliveriesQuerySchema,
  webhookDeliveryListSchema,
  webhookDeliveryParamsSchema,
  webhookDeliverySchema,
} from '@parlance/contracts'
import { isAgentMessagingEvent, ok } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/webhooks/deliveries'
const TAG = 'Webhooks'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listWebhookDeliveries',
    summary: 'What identities were told, and what came of it',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:read',
    query: webhookDeliveriesQuerySchema,
    reply: webhookDeliveryListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const { event_type: event, limit, offset } = query
    const eventName = event !== undefined && isAgentMessagingEvent(event) ? event : null
    const listed = await engine.subscriptions.deliveries(caller.principal, {
      endpointId: query.subscription_id ?? null,
      eventName,
      delivered: query.success ?? null,
      limit,
      offset,
    })
    if (!listed.ok) return listed
    // Nobody is told of what never happens here.
    const none = query.phone_number_id !== undefined || (event !== undefined && eventName === null)
    return ok({ deliveries: none ? [] : listed.value.map(presentWebhookDelivery) })
  },
)

const replay = route(
  {
    methods: ['post'],
    path: `${PATH}/{id}/replay`,
    operationId: 'replayWebhookDelivery',
    summary: 'Deliver an event once more',
    description:
      'To where the subscription is told by now, with a request id, a time and a signature of its own. The event has the id that it had.',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:write',
    params: webhookDeliveryParamsSchema,
    reply: webhookDeliverySchema,
    status: 201,
    errors: ['access/forbidden', 'subscription/delivery-not-found', 'subscription/not-replayable'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.subscriptions.replay(caller.principal, params.id), presentWebhookDelivery),
)

/** What identities were told. */
export const deliveryRoutes = [list, replay]
