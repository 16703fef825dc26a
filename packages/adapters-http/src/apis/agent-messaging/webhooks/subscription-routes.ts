import {
  createdSubscriptionSchema,
  createSubscriptionSchema,
  presentCreatedSubscription,
  presentSubscription,
  subscriptionListSchema,
  subscriptionParamsSchema,
  subscriptionSchema,
  subscriptionsQuerySchema,
  toSubscriptionChanges,
  toSubscriptionInput,
  updateSubscriptionSchema,
} from '@parlance/contracts'
import { type AgentIdentityId, isAgentMessagingEvent, ok } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/webhooks/subscriptions'
const TAG = 'Webhooks'

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createWebhookSubscription',
    summary: 'Have an identity told of its conversations',
    description:
      'At most 20 for each identity, and one for each address. The first one brings the identity the key that signs them all.',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:write',
    body: createSubscriptionSchema,
    reply: createdSubscriptionSchema,
    status: 201,
    errors: [
      'access/forbidden',
      'validation/failed',
      'agent-identity/not-found',
      'subscription/too-many',
      'subscription/url-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) =>
    shown(
      await engine.subscriptions.create(caller.principal, toSubscriptionInput(body), options),
      presentCreatedSubscription,
    ),
)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listWebhookSubscriptions',
    summary: 'Where identities are told of their conversations',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:read',
    query: subscriptionsQuerySchema,
    reply: subscriptionListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const { agent_identity_id: identity, url, event_type: event } = query
    const eventName = event !== undefined && isAgentMessagingEvent(event) ? event : null
    const listed = await engine.subscriptions.list(caller.principal, {
      agentIdentityId: (identity?.toLowerCase() as AgentIdentityId | undefined) ?? null,
      url: url ?? null,
      eventName,
    })
    if (!listed.ok) return listed
    const elsewhere = query.mailbox_id ?? query.phone_number_id
    // Nobody is told of what never happens here.
    const none = elsewhere !== undefined || (event !== undefined && eventName === null)
    return ok({ subscriptions: none ? [] : listed.value.map(presentSubscription) })
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getWebhookSubscription',
    summary: 'A subscription',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:read',
    params: subscriptionParamsSchema,
    reply: subscriptionSchema,
    errors: ['access/forbidden', 'subscription/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.subscriptions.get(caller.principal, params.id), presentSubscription),
)

const update = route(
  {
    methods: ['patch'],
    path: `${PATH}/{id}`,
    operationId: 'updateWebhookSubscription',
    summary: 'Change a subscription',
    description: 'What is left out stays. Whom it is about stays as well.',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:write',
    params: subscriptionParamsSchema,
    body: updateSubscriptionSchema,
    reply: subscriptionSchema,
    errors: ['access/forbidden', 'validation/failed', 'subscription/not-found', 'subscription/url-taken'],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.subscriptions.update(caller.principal, params.id, {
        changes: toSubscriptionChanges(body),
        options,
      }),
      presentSubscription,
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteWebhookSubscription',
    summary: 'End a subscription',
    tag: TAG,
    door: agentMessagingDoor,
    operation: 'subscriptions:write',
    params: subscriptionParamsSchema,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'subscription/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    engine.subscriptions.remove(caller.principal, params.id, options),
)

/** Where identities are told of their conversations. */
export const subscriptionRoutes = [create, list, show, update, remove]
