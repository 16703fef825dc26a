export { conversationListRoutes } from './conversation-list-routes.ts'
export { conversationRoutes } from './conversation-routes.ts'
export { publicConversationRoutes } from './public-conversation-routes.ts'
