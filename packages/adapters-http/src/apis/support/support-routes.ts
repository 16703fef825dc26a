import type { Route } from '../../kernel/route.ts'
import { conversationRoutes } from './conversations/index.ts'
import { messageRoutes } from './messages/index.ts'
import { webhookRoutes } from './webhooks/index.ts'

/** Every route of the support API, in the order in which they are tried. */
export const SUPPORT_ROUTES: readonly Route[] = [...conversationRoutes, ...messageRoutes, ...webhookRoutes]
