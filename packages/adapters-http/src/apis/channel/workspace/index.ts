export { cannedResponseRoutes } from './canned-response-routes.ts'
export { labelRoutes } from './label-routes.ts'
