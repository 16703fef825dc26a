import {
  agentMessagingErrorSchema,
  agentMessagingValidationErrorSchema,
  supportValidationErrorSchema,
} from '@parlance/contracts'
import type { z } from 'zod'
import type { Route } from '../../kernel/route.ts'
import type { Api } from '../../openapi/api.ts'
import { apiKeyRoutes, whoamiRoutes } from './access/index.ts'
import { type KeysCode, statusOf } from './kernel/keys-errors.ts'

const errorSchema = (route: Route, status: number): z.ZodType => {
  if (status === 422) return agentMessagingValidationErrorSchema
  return status === 400 && (route.body || route.query)
    ? supportValidationErrorSchema
    : agentMessagingErrorSchema
}

/** Keys, and who calls: the same for every API that is called with them. */
export const KEYS_API: Api = {
  name: 'keys',
  title: 'API keys',
  description: 'Keys for the agent-messaging and the support API, and who a credential belongs to.',
  routes: [...apiKeyRoutes, ...whoamiRoutes],
  securitySchemes: {
    any_key: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of any type' },
    any_bearer: { type: 'http', scheme: 'bearer', description: 'A key, or the access token of a member' },
  },
  words: {},
  statusOf: (code) => statusOf(code as KeysCode),
  statusOfInvalid: 400,
  errorSchema,
  limitSchema: agentMessagingErrorSchema,
  webhooks: {},
}
