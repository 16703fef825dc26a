export { numberRoutes } from './number-routes.ts'
