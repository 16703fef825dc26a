import {
  agentListSchema,
  draftSchema,
  participantsSchema,
  pathNumber,
  presentAgents,
  presentDraft,
  saveDraftSchema,
  toParticipantsChange,
} from '@parlance/contracts'
import type { ParticipantsChange } from '@parlance/core'
import { z } from 'zod'
import { type RouteDescription, route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations/{conversation_id}'

const params = z.object({ conversation_id: pathNumber })

const common = { tag: 'Conversations', door: accountDoor, params } as const

const errors = ['access/forbidden', 'conversation/not-found', 'assignment/released'] as const

const list = route(
  {
    ...common,
    methods: ['get'],
    path: `${PATH}/participants`,
    operationId: 'listParticipants',
    summary: 'Who takes part in a conversation',
    description: 'Whoever holds it, or held it, and those who were added.',
    operation: 'participants:read',
    reply: agentListSchema,
    errors,
  },
  async ({ engine, caller, params }) =>
    shown(await engine.conversations.participants(caller.principal, params.conversation_id), (members) =>
      presentAgents(members, caller.organization.number),
    ),
)

const changing = (
  type: ParticipantsChange['type'],
  spec: Pick<RouteDescription, 'methods' | 'operationId' | 'summary' | 'description'>,
) =>
  route(
    {
      ...common,
      ...spec,
      path: `${PATH}/participants`,
      operation: 'participants:write',
      body: participantsSchema,
      reply: agentListSchema,
      errors: [...errors, 'participant/not-assignable', 'idempotency/key-reused'],
    },
    async ({ engine, caller, params, body, options }) =>
      shown(
        await engine.conversations.changeParticipants(
          caller.principal,
          params.conversation_id,
          toParticipantsChange(type, body),
          options,
        ),
        (members) => presentAgents(members, caller.organization.number),
      ),
  )

const add = changing('add', {
  methods: ['post'],
  operationId: 'addParticipants',
  summary: 'Add agents to those who take part in a conversation',
  description: 'Answers those who are new.',
})

const replace = changing('replace', {
  methods: ['patch', 'put'],
  operationId: 'replaceParticipants',
  summary: 'Make these agents take part in a conversation, and no others',
})

const remove = changing('remove', {
  methods: ['delete'],
  operationId: 'removeParticipants',
  summary: 'Remove agents from those who take part in a conversation',
  description: 'Answers those who are left.',
})

const showDraft = route(
  {
    ...common,
    methods: ['get'],
    path: `${PATH}/draft_messages`,
    operationId: 'getDraft',
    summary: 'The answer that was begun in a conversation',
    description: 'There is one for each conversation: whoever opens it goes on with it.',
    operation: 'drafts:read',
    reply: draftSchema,
    errors,
  },
  async ({ engine, caller, params }) =>
    shown(await engine.conversations.draft(caller.principal, params.conversation_id), presentDraft),
)

const saveDraft = route(
  {
    ...common,
    methods: ['patch', 'put'],
    path: `${PATH}/draft_messages`,
    operationId: 'saveDraft',
    summary: 'Keep an answer that was begun',
    operation: 'drafts:write',
    root: 'draft_message',
    body: saveDraftSchema,
    reply: 'empty',
    errors: [...errors, 'validation/failed'],
  },
  async ({ engine, caller, params, body }) =>
    engine.conversations.saveDraft(caller.principal, params.conversation_id, body.message ?? ''),
)

const removeDraft = route(
  {
    ...common,
    methods: ['delete'],
    path: `${PATH}/draft_messages`,
    operationId: 'removeDraft',
    summary: 'Throw away an answer that was begun',
    operation: 'drafts:write',
    reply: 'empty',
    errors: [...errors, 'validation/failed'],
  },
  async ({ engine, caller, params }) =>
    engine.conversations.saveDraft(caller.principal, params.conversation_id, null),
)

/** Who takes part in a conversation, and what is about to be said in it. */
export const participantRoutes = [list, add, replace, remove, showDraft, saveDraft, removeDraft]
