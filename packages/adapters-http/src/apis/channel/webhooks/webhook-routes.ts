import {
  createWebhookSchema,
  pathNumber,
  presentWebhook,
  toWebhookChanges,
  updateWebhookSchema,
  webhookListSchema,
  webhookPayloadSchema,
} from '@parlance/contracts'
import {
  type Engine,
  type Forbidden,
  type Inbox,
  type InboxNotFound,
  ok,
  type Result,
  type WebhookEndpoint,
} from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/webhooks'

const params = z.object({ id: pathNumber.describe('The id of the webhook') })

/** The inbox that is named; null and undefined stay what they are. */
const namedInbox = async (
  engine: Engine,
  { principal }: MemberCaller,
  number: number | null | undefined,
): Promise<Result<Inbox | null | undefined, Forbidden | InboxNotFound>> =>
  number == null ? ok(number) : engine.inboxes.get(principal, number)

/** The inboxes that the webhooks name, asked for only when one of them does. */
const inboxesOf = async (
  engine: Engine,
  { principal }: MemberCaller,
  webhooks: readonly WebhookEndpoint[],
): Promise<Result<readonly Inbox[], Forbidden>> =>
  webhooks.some(({ inboxId }) => inboxId !== null) ? engine.inboxes.list(principal) : ok([])

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listWebhooks',
    summary: 'The webhooks of the account',
    tag: 'Webhooks',
    door: accountDoor,
    operation: 'webhooks:read',
    reply: webhookListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) => {
    const listed = await engine.webhooks.list(caller.principal)
    if (!listed.ok) return listed
    const inboxes = await inboxesOf(engine, caller, listed.value)
    return shown(inboxes, (found) => ({
      payload: {
        webhooks: listed.value.map((webhook) => presentWebhook(webhook, caller.organization.number, found)),
      },
    }))
  },
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createWebhook',
    summary: 'Have events posted to an address',
    tag: 'Webhooks',
    door: accountDoor,
    operation: 'webhooks:write',
    body: createWebhookSchema,
    root: 'webhook',
    reply: webhookPayloadSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'validation/failed',
      'webhook/too-many',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) => {
    const inbox = await namedInbox(engine, caller, body.inbox_id)
    if (!inbox.ok) return inbox
    const input = { ...toWebhookChanges(body, inbox.value?.id ?? null), url: body.url ?? '' }
    return shown(await engine.webhooks.create(caller.principal, input, options), (webhook) => ({
      payload: {
        webhook: presentWebhook(webhook, caller.organization.number, inbox.value ? [inbox.value] : []),
      },
    }))
  },
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateWebhook',
    summary: 'Change a webhook',
    description: 'One that was disabled is enabled again. Its secret stays.',
    tag: 'Webhooks',
    door: accountDoor,
    operation: 'webhooks:write',
    params,
    body: updateWebhookSchema,
    root: 'webhook',
    reply: webhookPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'webhook/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, body, options }) => {
    const inbox = await namedInbox(engine, caller, body.inbox_id)
    if (!inbox.ok) return inbox
    const changes = toWebhookChanges(body, inbox.value === undefined ? undefined : (inbox.value?.id ?? null))
    const updated = await engine.webhooks.update(caller.principal, params.id, changes, options)
    if (!updated.ok) return updated
    return shown(await inboxesOf(engine, caller, [updated.value]), (found) => ({
      payload: { webhook: presentWebhook(updated.value, caller.organization.number, found) },
    }))
  },
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteWebhook',
    summary: 'Have events posted to an address no longer',
    tag: 'Webhooks',
    door: accountDoor,
    operation: 'webhooks:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'webhook/not-found'],
  },
  async ({ engine, caller, params, options }) => engine.webhooks.remove(caller.principal, params.id, options),
)

/** Where events are posted to. */
export const webhookRoutes = [list, create, update, remove]
