import {
  createdSupportWebhookSchema,
  createSupportWebhookSchema,
  presentSupportWebhook,
  supportWebhookListSchema,
  supportWebhookSchema,
  toSupportWebhookChanges,
  updateSupportWebhookSchema,
} from '@parlance/contracts'
import type { WebhookEndpointId } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { staffDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/webhooks'

const format = 'support' as const

const params = z.object({
  id: z
    .uuid()
    .transform((id) => id.toLowerCase() as WebhookEndpointId)
    .describe('The id of the webhook'),
})

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listSupportWebhooks',
    summary: 'The webhooks of this API',
    tag: 'Webhooks',
    door: staffDoor,
    operation: 'webhooks:read',
    reply: supportWebhookListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.webhooks.list(caller.principal, format), (webhooks) => ({
      count: webhooks.length,
      results: webhooks.map(presentSupportWebhook),
    })),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createSupportWebhook',
    summary: 'Have events posted to an address',
    description: 'The secret is shown this once. A webhook is told of conversations in the support inbox.',
    tag: 'Webhooks',
    door: staffDoor,
    operation: 'webhooks:write',
    body: createSupportWebhookSchema,
    reply: createdSupportWebhookSchema,
    status: 201,
    errors: ['access/forbidden', 'idempotency/key-reused', 'validation/failed', 'webhook/too-many'],
  },
  async ({ engine, caller, body, options }) => {
    const input = { ...toSupportWebhookChanges(body), url: body.url, format }
    return shown(await engine.webhooks.create(caller.principal, input, options), (webhook) => ({
      ...presentSupportWebhook(webhook),
      secret: webhook.secret,
    }))
  },
)

const update = route(
  {
    methods: ['put'],
    path: `${PATH}/{id}`,
    operationId: 'updateSupportWebhook',
    summary: 'Change a webhook',
    description: 'One that was disabled is enabled again. Its secret stays.',
    tag: 'Webhooks',
    door: staffDoor,
    operation: 'webhooks:write',
    params,
    body: updateSupportWebhookSchema,
    reply: supportWebhookSchema,
    errors: ['access/forbidden', 'validation/failed', 'webhook/not-found'],
  },
  async ({ engine, caller, params: { id }, body, options }) => {
    const key = { id, format }
    const changed = await engine.webhooks.update(
      caller.principal,
      key,
      toSupportWebhookChanges(body),
      options,
    )
    return shown(changed, presentSupportWebhook)
  },
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteSupportWebhook',
    summary: 'Have events posted to an address no longer',
    tag: 'Webhooks',
    door: staffDoor,
    operation: 'webhooks:write',
    params,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'webhook/not-found'],
  },
  async ({ engine, caller, params: { id }, options }) =>
    engine.webhooks.remove(caller.principal, { id, format }, options),
)

/** Where events are posted to in the words of this API. */
export const webhookRoutes = [list, create, update, remove]
