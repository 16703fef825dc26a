export { meRoutes } from './me-routes.ts'
export { passwordRoutes } from './password-routes.ts'
export { signInRoutes } from './sign-in-routes.ts'
export { totpRoutes } from './totp-routes.ts'
