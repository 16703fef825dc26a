import {
  agentPayloadSchema,
  inboxMembersSchema,
  pathNumber,
  presentAgents,
  toInboxMembers,
} from '@parlance/contracts'
import type { Member } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, type MemberCaller } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/inbox_members'

const payload =
  ({ organization }: MemberCaller) =>
  (members: readonly Member[]) => ({ payload: presentAgents(members, organization.number) })

const list = route(
  {
    methods: ['get'],
    path: `${PATH}/{inbox_id}`,
    operationId: 'listInboxMembers',
    summary: 'The agents who answer in an inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:read',
    params: z.object({ inbox_id: pathNumber }),
    reply: agentPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.inboxes.members(caller.principal, params.inbox_id), payload(caller)),
)

const add = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'addInboxMembers',
    summary: 'Let agents answer in an inbox',
    description: 'Answers everybody who is a member then.',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:write',
    body: inboxMembersSchema,
    reply: agentPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'member/not-found', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.inboxes.addMembers(caller.principal, toInboxMembers(body), options), payload(caller)),
)

const replace = route(
  {
    methods: ['patch', 'put'],
    path: PATH,
    operationId: 'replaceInboxMembers',
    summary: 'Say which agents answer in an inbox',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:write',
    body: inboxMembersSchema,
    reply: agentPayloadSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'member/not-found', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(
      await engine.inboxes.replaceMembers(caller.principal, toInboxMembers(body), options),
      payload(caller),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: PATH,
    operationId: 'removeInboxMembers',
    summary: 'Let agents answer in an inbox no longer',
    description: 'Ids of nobody are ignored.',
    tag: 'Inboxes',
    door: accountDoor,
    operation: 'inbox-members:write',
    body: inboxMembersSchema,
    reply: 'empty',
    errors: ['access/forbidden', 'inbox/not-found', 'member/not-found', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.inboxes.removeMembers(caller.principal, toInboxMembers(body), options), () => null),
)

/** Who answers in an inbox. */
export const inboxMemberRoutes = [list, add, replace, remove]
