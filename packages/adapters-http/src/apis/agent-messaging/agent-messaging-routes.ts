import type { Route } from '../../kernel/route.ts'
import { identityRoutes, signingKeyRoutes } from './access/index.ts'
import { assignmentRoutes } from './assignments/index.ts'
import { contactRuleRoutes } from './contacts/index.ts'
import { conversationRoutes } from './conversations/index.ts'
import { numberRoutes } from './inboxes/index.ts'
import { attentionRoutes, mediaRoutes, messageRoutes, sendRoutes } from './messages/index.ts'
import { deliveryRoutes, subscriptionRoutes } from './webhooks/index.ts'

/** Every route of the agent-messaging API, in the order in which they are tried. */
export const AGENT_MESSAGING_ROUTES: readonly Route[] = [
  ...sendRoutes,
  ...messageRoutes,
  ...attentionRoutes,
  ...conversationRoutes,
  ...assignmentRoutes,
  ...mediaRoutes,
  ...contactRuleRoutes,
  ...identityRoutes,
  ...signingKeyRoutes,
  ...numberRoutes,
  ...subscriptionRoutes,
  ...deliveryRoutes,
]
