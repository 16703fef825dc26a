export type { TeamModel } from './team.ts'
export {
  presentTeam,
  presentTeamPush,
  presentTeamRow,
  teamListSchema,
  teamPushSchema,
  teamRowSchema,
  teamSchema,
} from './team.ts'
export {
  createTeamSchema,
  teamMembersSchema,
  toTeamChanges,
  toTeamMembers,
  updateTeamSchema,
} from './team-input.ts'
