export { apiKeyRoutes } from './api-key-routes.ts'
export { whoamiRoutes } from './whoami-route.ts'
