export { teamMemberRoutes } from './team-member-routes.ts'
export { teamRoutes } from './team-routes.ts'
