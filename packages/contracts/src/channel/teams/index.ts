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
