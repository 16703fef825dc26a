import {
  anyApiKeyBodySchema,
  apiKeyListSchema,
  apiKeyParamsSchema,
  apiKeySchema,
  newApiKeySchema,
  newScopedApiKeySchema,
  presentApiKey,
} from '@parlance/contracts'
import { err, ok } from '@parlance/core'
import { z } from 'zod'
import { type Route, route, shown } from '../../../kernel/route.ts'
import { anyoneDoor } from '../kernel/doors.ts'
import { fieldsProblem, presentMinted, readAskedKey } from './minting.ts'

const PATH = '/api/v1/api-keys'

const createApiKey = route(
  {
    door: anyoneDoor,
    methods: ['post'],
    path: PATH,
    operationId: 'createApiKey',
    summary: 'Make a key',
    description:
      'For administrators, and for server keys, which make no other server keys. The text of the key is shown this once. What can’t be accepted is told with 400 for `name` and `key_type`, and with 422 for `label`.',
    tag: 'API keys',
    operation: 'api-keys:write',
    body: anyApiKeyBodySchema,
    reply: z.union([newScopedApiKeySchema, newApiKeySchema]),
    status: 201,
    errors: [
      'access/forbidden',
      'api-key/not-mintable',
      'api-key/too-many',
      'agent-identity/not-found',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) => {
    const asked = readAskedKey(body)
    if (!asked.ok) return asked
    const { input, labelled } = asked.value
    const minted = await engine.apiKeys.mint(caller.principal, input, options)
    if (minted.ok) return shown(minted, (value) => presentMinted(value, labelled))
    const { error } = minted
    return err(error.code === 'validation/failed' ? fieldsProblem(error, labelled) : error)
  },
)

/** A number in a query, within its bounds. */
const within = (least: number, most: number, standard: number) =>
  z.coerce.number().int().min(least).max(most).default(standard)

const listApiKeys = route(
  {
    door: anyoneDoor,
    methods: ['get'],
    path: PATH,
    operationId: 'listApiKeys',
    summary: 'List the keys of the organization',
    tag: 'API keys',
    operation: 'api-keys:read',
    query: z.object({
      limit: within(1, 100, 20).describe('How many at most: 1 to 100'),
      offset: within(0, 1_000_000, 0).describe('How many to pass over'),
    }),
    reply: apiKeyListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const listed = await engine.apiKeys.list(caller.principal, query)
    if (!listed.ok) return listed
    const { limit, offset } = query
    const { keys, count } = listed.value
    const at = (from: number) => `${PATH}?limit=${limit}&offset=${from}`
    return ok({
      count,
      next: offset + limit < count ? at(offset + limit) : null,
      previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
      results: keys.map(presentApiKey),
    })
  },
)

const revokeApiKey = route(
  {
    door: anyoneDoor,
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'revokeApiKey',
    summary: 'End a key: it is unknown within a second',
    tag: 'API keys',
    operation: 'api-keys:write',
    params: apiKeyParamsSchema,
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'api-key/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    shown(await engine.apiKeys.revoke(caller.principal, params.id, options), () => null),
)

const showOwnApiKey = route(
  {
    door: anyoneDoor,
    methods: ['get'],
    path: `${PATH}/self`,
    operationId: 'showOwnApiKey',
    summary: 'Show the key that the caller comes with',
    tag: 'API keys',
    reply: apiKeySchema,
    errors: ['access/forbidden', 'api-key/not-found'],
  },
  async ({ engine, caller }) => shown(await engine.apiKeys.own(caller.principal), presentApiKey),
)

const revokeOwnApiKey = route(
  {
    door: anyoneDoor,
    methods: ['post'],
    path: `${PATH}/self/revoke`,
    operationId: 'revokeOwnApiKey',
    summary: 'End the key that the caller comes with',
    tag: 'API keys',
    reply: apiKeySchema,
    errors: ['access/forbidden', 'api-key/not-found'],
  },
  async ({ engine, caller, options }) =>
    shown(await engine.apiKeys.revokeOwn(caller.principal, options), presentApiKey),
)

export const apiKeyRoutes: readonly Route[] = [
  createApiKey,
  listApiKeys,
  showOwnApiKey,
  revokeOwnApiKey,
  revokeApiKey,
]
