export { messageRoutes } from './message-routes.ts'
export { publicMessageRoutes } from './public-message-routes.ts'
export { searchRoutes } from './search-routes.ts'
