import { agentMessagingRefusalSchema, agentMessagingValidationErrorSchema } from '@parlance/contracts'
import type { Api } from '../../openapi/api.ts'
import { inboundRoutes } from './assignments/index.ts'
import { type GatewayCode, statusOf } from './kernel/gateway-errors.ts'
import { GATEWAY_WORDS } from './kernel/words.ts'

/** What the provider of the outside lines calls. */
export const GATEWAY_API: Api = {
  name: 'gateway',
  title: 'Gateway',
  description:
    'For the provider of the lines on which people talk with agent identities: what came in, and what became of what went out.',
  routes: inboundRoutes,
  securitySchemes: {
    gateway_secret: { type: 'http', scheme: 'bearer', description: 'The gateway secret of an organization' },
  },
  words: GATEWAY_WORDS,
  statusOf: (code) => statusOf(code as GatewayCode),
  errorSchema: (_route, status) =>
    status === 422 ? agentMessagingValidationErrorSchema : agentMessagingRefusalSchema,
  limitSchema: agentMessagingRefusalSchema,
  webhooks: {},
}
