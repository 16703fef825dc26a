export { mediaRoutes } from './media-routes.ts'
export { messageRoutes } from './message-routes.ts'
