export { inboxAgentBotRoutes } from './inbox-agent-bot-routes.ts'
export { inboxMemberRoutes } from './inbox-member-routes.ts'
export { inboxRoutes } from './inbox-routes.ts'
export { publicInboxRoutes } from './public-inbox-routes.ts'
