import type { Api } from '../openapi/api.ts'
import { AGENT_MESSAGING_API } from './agent-messaging/agent-messaging-api.ts'
import { CHANNEL_API } from './channel/channel-api.ts'
import { CHATBOT_API } from './chatbot/chatbot-api.ts'
import { GATEWAY_API } from './gateway/gateway-api.ts'
import { KEYS_API } from './keys/keys-api.ts'
import { SUPPORT_API } from './support/support-api.ts'

/** Every API that is served, in the order in which their routes are tried. */
export const APIS: readonly Api[] = [
  CHANNEL_API,
  AGENT_MESSAGING_API,
  KEYS_API,
  SUPPORT_API,
  CHATBOT_API,
  GATEWAY_API,
]
