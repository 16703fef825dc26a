export {
  acceptedSchema,
  botTeamListSchema,
  botTeamSchema,
  colleagueListSchema,
  colleagueSchema,
  invitationListSchema,
  invitationSchema,
  invitedSchema,
  presentBotTeam,
  presentColleague,
  presentInvitation,
  presentInvited,
} from './team.ts'
export {
  acceptInvitationSchema,
  createBotTeamSchema,
  inviteSchema,
  shareBotSchema,
  toAcceptance,
  toBotTeam,
  toInvitation,
} from './team-input.ts'
