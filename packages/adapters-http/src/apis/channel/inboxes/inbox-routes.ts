import {
  createInboxSchema,
  inboxListSchema,
  inboxRemovalSchema,
  inboxSchema,
  pathNumber,
  presentInbox,
  presentInboxRemoval,
  toInboxChanges,
  toInboxInput,
  updateInboxSchema,
} from '@parlance/contracts'
import { isAdministrator } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'
import { withPicture } from '../kernel/with-picture.ts'

const PATH = '/api/v1/accounts/{account_id}/inboxes'

const params = z.object({ id: pathNumber.describe('The id of the inbox') })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listInboxes',
    summary: 'The inboxes that the caller may see',
    description:
      'Agents see those that they are members of. Keys and secrets are shown to administrators only.',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:read',
    reply: inboxListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.inboxes.list(caller.principal), (inboxes) => ({
      payload: inboxes.map((inbox) => presentInbox(inbox, isAdministrator(caller.principal))),
    })),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createInbox',
    summary: 'Open an inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:write',
    body: createInboxSchema,
    files: ['avatar'],
    reply: inboxSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'validation/failed',
      'file/not-kept',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller: { principal }, body, options }) =>
    shown(
      await withPicture(
        engine,
        { organizationId: principal.organizationId, sent: body.avatar },
        {
          work: () => engine.inboxes.create(principal, toInboxInput(body), options),
          put: (inbox, picture) => engine.inboxes.changePicture(principal, inbox.number, picture),
        },
      ),
      (inbox) => presentInbox(inbox, true),
    ),
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getInbox',
    summary: 'An inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:read',
    params,
    reply: inboxSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.inboxes.get(caller.principal, params.id), (inbox) =>
      presentInbox(inbox, isAdministrator(caller.principal)),
    ),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateInbox',
    summary: 'Change an inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:write',
    params,
    body: updateInboxSchema,
    files: ['avatar'],
    reply: inboxSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'validation/failed', 'file/not-kept'],
  },
  async ({ engine, caller: { principal }, params, body, options }) =>
    shown(
      await withPicture(
        engine,
        { organizationId: principal.organizationId, sent: body.avatar },
        {
          work: () => engine.inboxes.update(principal, params.id, toInboxChanges(body), options),
          put: (_inbox, picture) => engine.inboxes.changePicture(principal, params.id, picture),
        },
      ),
      (inbox) => presentInbox(inbox, true),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteInbox',
    summary: 'Remove an inbox with all its conversations',
    description: 'It is gone at once, and what was said in it soon after.',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:write',
    params,
    reply: inboxRemovalSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.inboxes.remove(caller.principal, params.id, options), presentInboxRemoval),
)

const resetSecret = route(
  {
    methods: ['post'],
    path: `${PATH}/{id}/reset_secret`,
    operationId: 'resetInboxSecret',
    summary: 'Sign what the webhook of an inbox is told with another secret',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:write',
    params,
    reply: inboxSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.inboxes.resetSecret(caller.principal, params.id, options), (inbox) =>
      presentInbox(inbox, true),
    ),
)

const removePicture = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}/avatar`,
    operationId: 'deleteInboxAvatar',
    summary: "Remove an inbox's picture",
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inboxes:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.inboxes.changePicture(caller.principal, params.id, null), () => null),
)

/** The inboxes of an account. */
export const inboxRoutes = [list, create, show, update, remove, resetSecret, removePicture]
