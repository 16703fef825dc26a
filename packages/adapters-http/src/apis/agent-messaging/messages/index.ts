export { attentionRoutes } from './attention-routes.ts'
export { mediaRoutes } from './media-routes.ts'
export { messageRoutes } from './message-routes.ts'
export { sendRoutes } from './send-routes.ts'
