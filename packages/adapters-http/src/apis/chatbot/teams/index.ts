export { invitationRoutes } from './invitation-routes.ts'
export { teamMemberRoutes } from './team-member-routes.ts'
export { teamRoutes } from './team-routes.ts'
