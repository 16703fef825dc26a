export { assignmentRoutes } from './assignment-routes.ts'
