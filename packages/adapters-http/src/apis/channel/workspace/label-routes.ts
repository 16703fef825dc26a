import {
  createLabelSchema,
  keptLabelListSchema,
  keptLabelSchema,
  pathNumber,
  presentLabel,
  toTagChanges,
  updateLabelSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/labels'

const params = z.object({ id: pathNumber.describe('The id of the label') })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listLabels',
    summary: 'The labels of the account, by title',
    tag: 'Labels',
    door: accountDoor,
    operation: 'tags:read',
    reply: keptLabelListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller }) =>
    shown(await engine.tags.list(caller.principal), (tags) => ({ payload: tags.map(presentLabel) })),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createLabel',
    summary: 'Keep a label',
    tag: 'Labels',
    door: accountDoor,
    operation: 'tags:write',
    body: createLabelSchema,
    root: 'label',
    reply: keptLabelSchema,
    errors: ['access/forbidden', 'workspace/too-many', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.tags.create(caller.principal, toTagChanges(body), options), presentLabel),
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getLabel',
    summary: 'A label',
    tag: 'Labels',
    door: accountDoor,
    operation: 'tags:write',
    params,
    reply: keptLabelSchema,
    errors: ['access/forbidden', 'tag/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.tags.get(caller.principal, params.id), presentLabel),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateLabel',
    summary: 'Change a label',
    description: 'Conversations and contacts that have the old title are given the new one.',
    tag: 'Labels',
    door: accountDoor,
    operation: 'tags:write',
    params,
    body: updateLabelSchema,
    root: 'label',
    reply: keptLabelSchema,
    errors: ['access/forbidden', 'tag/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, body }) =>
    shown(await engine.tags.update(caller.principal, params.id, toTagChanges(body)), presentLabel),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'removeLabel',
    summary: 'Keep a label no longer',
    description: 'Conversations and contacts that have its title go on having it.',
    tag: 'Labels',
    door: accountDoor,
    operation: 'tags:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'tag/not-found'],
  },
  async ({ engine, caller, params }) => engine.tags.remove(caller.principal, params.id),
)

/** The labels that an account keeps. */
export const labelRoutes = [list, create, show, update, remove]
