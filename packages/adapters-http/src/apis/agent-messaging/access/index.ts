export { identityRoutes } from './identity-routes.ts'
export { signingKeyRoutes } from './signing-key-routes.ts'
