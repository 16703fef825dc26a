export type { NewTeam, Team } from './team.ts'
export type { TeamError, TeamNotFound } from './team-errors.ts'
export type { TeamQueries } from './team-queries.ts'
export type { TeamStore } from './team-store.ts'
