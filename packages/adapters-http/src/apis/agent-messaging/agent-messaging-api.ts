import {
  agentMessagingErrorSchema,
  agentMessagingRefusalSchema,
  agentMessagingValidationErrorSchema,
  IMESSAGE_WEBHOOK_SCHEMAS,
} from '@parlance/contracts'
import type { z } from 'zod'
import type { Route } from '../../kernel/route.ts'
import type { Api } from '../../openapi/api.ts'
import { AGENT_MESSAGING_ROUTES } from './agent-messaging-routes.ts'
import { AGENT_MESSAGING_ERRORS, type AgentMessagingCode } from './kernel/agent-messaging-errors.ts'

const errorSchema = (_route: Route, status: number): z.ZodType => {
  if (status === 422) return agentMessagingValidationErrorSchema
  return status === 401 || status >= 500 ? agentMessagingErrorSchema : agentMessagingRefusalSchema
}

/** The agent-messaging API: identities that talk with people by their phone numbers. */
export const AGENT_MESSAGING_API: Api = {
  name: 'agent-messaging',
  title: 'Agent-messaging API',
  description:
    'For agents that talk with people who connected to them, with an API key in `X-API-Key`: of the organization, or of one identity.',
  routes: AGENT_MESSAGING_ROUTES,
  securitySchemes: {
    api_key: {
      type: 'apiKey',
      in: 'header',
      name: 'X-API-Key',
      description: 'A key of the organization, or of one agent identity',
    },
    bearer: { type: 'http', scheme: 'bearer', description: "A member's access token" },
  },
  words: {},
  statusOf: (code) => AGENT_MESSAGING_ERRORS[code as AgentMessagingCode].status,
  errorSchema,
  limitSchema: agentMessagingRefusalSchema,
  webhooks: IMESSAGE_WEBHOOK_SCHEMAS,
}
