import {
  cannedResponseListSchema,
  cannedResponseQuerySchema,
  cannedResponseSchema,
  createCannedResponseSchema,
  pathNumber,
  presentCannedResponse,
  toCannedResponseChanges,
  updateCannedResponseSchema,
} from '@parlance/contracts'
import type { CannedResponse } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/canned_responses'

const params = z.object({ id: pathNumber.describe('The id of the canned response') })

const toCaller =
  ({ organization }: MemberCaller) =>
  (response: CannedResponse) =>
    presentCannedResponse(response, organization.number)

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listCannedResponses',
    summary: 'The texts that are said often',
    tag: 'Canned responses',
    door: accountDoor,
    operation: 'canned-responses:read',
    query: cannedResponseQuerySchema,
    reply: cannedResponseListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.cannedResponses.list(caller.principal, query.search), (responses) =>
      responses.map(toCaller(caller)),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createCannedResponse',
    summary: 'Keep a text that is said often',
    tag: 'Canned responses',
    door: accountDoor,
    operation: 'canned-responses:write',
    body: createCannedResponseSchema,
    root: 'canned_response',
    reply: cannedResponseSchema,
    errors: ['access/forbidden', 'workspace/too-many', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(
      await engine.cannedResponses.create(caller.principal, toCannedResponseChanges(body), options),
      toCaller(caller),
    ),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateCannedResponse',
    summary: 'Change a canned response',
    tag: 'Canned responses',
    door: accountDoor,
    operation: 'canned-responses:write',
    params,
    body: updateCannedResponseSchema,
    root: 'canned_response',
    reply: cannedResponseSchema,
    errors: ['access/forbidden', 'canned-response/not-found', 'validation/failed'],
  },
  async ({ engine, caller, params, body }) =>
    shown(
      await engine.cannedResponses.update(caller.principal, params.id, toCannedResponseChanges(body)),
      toCaller(caller),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'removeCannedResponse',
    summary: 'Keep a canned response no longer',
    tag: 'Canned responses',
    door: accountDoor,
    operation: 'canned-responses:write',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'canned-response/not-found'],
  },
  async ({ engine, caller, params }) => engine.cannedResponses.remove(caller.principal, params.id),
)

/** The texts that an account says often. */
export const cannedResponseRoutes = [list, create, update, remove]
