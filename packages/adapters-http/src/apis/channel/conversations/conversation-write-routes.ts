import {
  changeCustomAttributesSchema,
  conversationSchema,
  customAttributesSchema,
  destroyCustomAttributesSchema,
  labelListSchema,
  labelsSchema,
  pathNumber,
  presentConversation,
  presentLabelTitles,
  toAttributesChange,
  togglePrioritySchema,
  updateConversationSchema,
} from '@parlance/contracts'
import type { ConversationState } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor, anyoneDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/conversations/{conversation_id}'

const params = z.object({ conversation_id: pathNumber })

const common = { tag: 'Conversations', door: anyoneDoor, params } as const

const errors = [
  'access/forbidden',
  'conversation/not-found',
  'assignment/released',
  'idempotency/key-reused',
] as const

const presentAttributes = ({ conversation }: ConversationState) => ({
  custom_attributes: conversation.customAttributes,
})

const update = route(
  {
    ...common,
    methods: ['patch', 'put'],
    path: PATH,
    operationId: 'updateConversation',
    summary: 'Change a conversation',
    description: 'Only its priority can be changed this way.',
    operation: 'conversations:prioritize',
    body: updateConversationSchema,
    reply: conversationSchema,
    errors,
  },
  async ({ engine, caller, params, body, now }) => {
    const { principal } = caller
    const { conversation_id } = params
    const changed =
      body.priority === undefined
        ? await engine.conversations.get(principal, conversation_id)
        : await engine.conversations.prioritize(principal, conversation_id, body.priority)
    return shown(changed, (state) => presentConversation(state, now, principal))
  },
)

const togglePriority = route(
  {
    ...common,
    methods: ['post'],
    path: `${PATH}/toggle_priority`,
    operationId: 'toggleConversationPriority',
    summary: 'Say how urgent a conversation is',
    operation: 'conversations:prioritize',
    body: togglePrioritySchema,
    reply: 'empty',
    errors,
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.conversations.prioritize(
        caller.principal,
        params.conversation_id,
        body.priority ?? null,
        options,
      ),
      () => null,
    ),
)

const labels = route(
  {
    ...common,
    methods: ['get'],
    path: `${PATH}/labels`,
    operationId: 'listConversationLabels',
    summary: 'The labels of a conversation',
    operation: 'conversations:read',
    reply: labelListSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.conversations.get(caller.principal, params.conversation_id), ({ conversation }) =>
      presentLabelTitles(conversation.tags),
    ),
)

const label = route(
  {
    ...common,
    methods: ['post'],
    path: `${PATH}/labels`,
    operationId: 'labelConversation',
    summary: 'Give a conversation these labels and no others',
    operation: 'conversations:tag',
    body: labelsSchema,
    reply: labelListSchema,
    errors: [...errors, 'validation/failed'],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.conversations.tag(caller.principal, params.conversation_id, body.labels, options),
      ({ conversation }) => presentLabelTitles(conversation.tags),
    ),
)

const changeAttributes = route(
  {
    ...common,
    methods: ['post'],
    path: `${PATH}/custom_attributes`,
    operationId: 'changeConversationCustomAttributes',
    summary: 'Replace the custom attributes of a conversation, or merge some into them',
    operation: 'conversations:change-attributes',
    body: changeCustomAttributesSchema,
    reply: customAttributesSchema,
    errors: [...errors, 'validation/failed'],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.conversations.changeCustomAttributes(
        caller.principal,
        params.conversation_id,
        toAttributesChange(body),
        options,
      ),
      presentAttributes,
    ),
)

const destroyAttributes = route(
  {
    ...common,
    door: accountDoor,
    methods: ['post'],
    path: `${PATH}/destroy_custom_attributes`,
    operationId: 'destroyConversationCustomAttributes',
    summary: 'Remove custom attributes of a conversation by their names',
    operation: 'conversations:change-attributes',
    body: destroyCustomAttributesSchema,
    reply: customAttributesSchema,
    errors: [...errors, 'validation/failed'],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.conversations.changeCustomAttributes(
        caller.principal,
        params.conversation_id,
        { type: 'remove', keys: body.custom_attributes },
        options,
      ),
      presentAttributes,
    ),
)

/** What members write on one conversation. */
export const conversationWriteRoutes = [
  update,
  togglePriority,
  labels,
  label,
  changeAttributes,
  destroyAttributes,
]
