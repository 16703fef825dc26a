export { createInvitationQueries, createInvitationStore } from './invitation-store.ts'
export { createTeamQueries } from './team-queries.ts'
export { TEAM_COLUMNS, type TeamMemberTable, type TeamRow, type TeamTable, toTeam } from './team-rows.ts'
export { createTeamStore } from './team-store.ts'
