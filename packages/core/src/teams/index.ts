export type { Acceptance, AcceptError } from './accept-invitation.ts'
export { MOST_TEAMS } from './change-team.ts'
export type { Invitation, InvitationState } from './invitation.ts'
export { INVITATION_LIFE, INVITATIONS_PER_DAY } from './invitation.ts'
export type { InvitationQueries, InvitationStore } from './invitation-store.ts'
export type { InvitationInput, Invited, InviteError } from './invite.ts'
export type { NewTeam, Team } from './team.ts'
export type { TeamInCompany } from './team-directory.ts'
export type {
  InvitationNotFound,
  NotInTeam,
  TeamError,
  TeamNotFound,
  TooManyInvitations,
  TooManyTeams,
  UnknownTeamMembers,
} from './team-errors.ts'
export type { TeamKeeper } from './team-event.ts'
export type { TeamCompany, TeamQueries } from './team-queries.ts'
export type { TeamChanges, TeamSettings } from './team-settings.ts'
export { teamAfter, teamName } from './team-settings.ts'
export type { TeamStore } from './team-store.ts'
export type { Teams, TeamsPorts } from './teams.ts'
export { createTeams } from './teams.ts'
