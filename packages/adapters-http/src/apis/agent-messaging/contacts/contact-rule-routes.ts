import {
  createImessageContactRuleSchema,
  handleParamsSchema,
  imessageContactRuleListSchema,
  imessageContactRuleParamsSchema,
  imessageContactRuleSchema,
  listAllImessageContactRulesSchema,
  listImessageContactRulesSchema,
  presentImessageContactRule,
  updateImessageContactRuleSchema,
} from '@parlance/contracts'
import type { ContactRule } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/imessage/identities/{handle}/contact-rules'

const ANY = { tag: 'Contact rules', door: agentMessagingDoor } as const

const presentAll = (rules: readonly ContactRule[]) => rules.map(presentImessageContactRule)

const list = route(
  {
    ...ANY,
    methods: ['get'],
    path: PATH,
    operationId: 'listImessageContactRules',
    summary: 'The contact rules of an identity',
    description: 'The newest first.',
    operation: 'contact-rules:read',
    params: handleParamsSchema,
    query: listImessageContactRulesSchema,
    reply: imessageContactRuleListSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller: { principal }, params, query }) => {
    const found = await engine.agentIdentities.get(principal, params.handle)
    if (!found.ok) return found
    const filter = { agentIdentityId: found.value.agentIdentity.id, action: query.action ?? null }
    return shown(await engine.contactRules.list(principal, filter, query), presentAll)
  },
)

const create = route(
  {
    ...ANY,
    methods: ['post'],
    path: PATH,
    operationId: 'createImessageContactRule',
    summary: 'Say whether somebody may talk with an identity',
    description:
      'What the rule means, the filter mode of the identity decides. It is about messages from now on.',
    operation: 'contact-rules:create',
    params: handleParamsSchema,
    body: createImessageContactRuleSchema,
    reply: imessageContactRuleSchema,
    status: 201,
    errors: [
      'access/forbidden',
      'agent-identity/not-found',
      'contact-rule/exists',
      'contact-rule/too-many',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller: { principal }, params, body, options }) => {
    const found = await engine.agentIdentities.get(principal, params.handle)
    if (!found.ok) return found
    const { id } = found.value.agentIdentity
    const input = { action: body.action, number: body.match_target }
    return shown(await engine.contactRules.create(principal, id, input, options), presentImessageContactRule)
  },
)

const show = route(
  {
    ...ANY,
    methods: ['get'],
    path: `${PATH}/{rule_id}`,
    operationId: 'getImessageContactRule',
    summary: 'A contact rule',
    operation: 'contact-rules:read',
    params: imessageContactRuleParamsSchema,
    reply: imessageContactRuleSchema,
    errors: ['access/forbidden', 'agent-identity/not-found', 'contact-rule/not-found'],
  },
  async ({ engine, caller: { principal }, params }) => {
    const found = await engine.agentIdentities.get(principal, params.handle)
    if (!found.ok) return found
    const { id } = found.value.agentIdentity
    return shown(await engine.contactRules.get(principal, id, params.rule_id), presentImessageContactRule)
  },
)

const CHANGING = {
  ...ANY,
  path: `${PATH}/{rule_id}`,
  operation: 'contact-rules:change',
  params: imessageContactRuleParamsSchema,
  errors: ['access/forbidden', 'agent-identity/not-found', 'contact-rule/not-found'],
} as const

const update = route(
  {
    ...CHANGING,
    methods: ['patch'],
    operationId: 'updateImessageContactRule',
    summary: 'Change what a contact rule does',
    body: updateImessageContactRuleSchema,
    reply: imessageContactRuleSchema,
  },
  async ({ engine, caller: { principal }, params, body }) => {
    const found = await engine.agentIdentities.get(principal, params.handle)
    if (!found.ok) return found
    const key = { agentIdentityId: found.value.agentIdentity.id, id: params.rule_id }
    return shown(await engine.contactRules.update(principal, key, body), presentImessageContactRule)
  },
)

const remove = route(
  {
    ...CHANGING,
    methods: ['delete'],
    operationId: 'deleteImessageContactRule',
    summary: 'Remove a contact rule',
    reply: 'empty',
    status: 204,
  },
  async ({ engine, caller: { principal }, params }) => {
    const found = await engine.agentIdentities.get(principal, params.handle)
    if (!found.ok) return found
    return engine.contactRules.remove(principal, {
      agentIdentityId: found.value.agentIdentity.id,
      id: params.rule_id,
    })
  },
)

const listAll = route(
  {
    ...ANY,
    methods: ['get'],
    path: '/api/v1/imessage/contact-rules',
    operationId: 'listAllImessageContactRules',
    summary: 'The contact rules of all identities',
    description: 'For administrators; the newest first.',
    operation: 'contact-rules:change',
    query: listAllImessageContactRulesSchema,
    reply: imessageContactRuleListSchema,
    errors: ['access/forbidden', 'agent-identity/not-found'],
  },
  async ({ engine, caller: { principal }, query }) => {
    const filter = { agentIdentityId: query.agent_identity_id ?? null, action: query.action ?? null }
    return shown(await engine.contactRules.list(principal, filter, query), presentAll)
  },
)

/** Who may talk with which identity. */
export const contactRuleRoutes = [list, create, show, update, remove, listAll]
