export { agentBotRoutes } from './agent-bot-routes.ts'
export { agentRoutes } from './agent-routes.ts'
export { profileRoutes } from './profile-routes.ts'
