export interface TeamNotFound {
  readonly code: 'team/not-found'
}

/** The organization has as many teams as it may have. */
export interface TooManyTeams {
  readonly code: 'team/too-many'
  readonly limit: number
}

/** Somebody who was named for a team is nobody of the organization. */
export interface UnknownTeamMembers {
  readonly code: 'team/unknown-members'
}

/** Somebody who is to leave a team is not in it. */
export interface NotInTeam {
  readonly code: 'team/not-in-team'
}

/** The invitation is not known, or it was taken back, used or is too old. */
export interface InvitationNotFound {
  readonly code: 'invitation/not-found'
}

/** The organization has invited as many people today as it may in a day. */
export interface TooManyInvitations {
  readonly code: 'invitation/too-many'
  readonly limit: number
}

export type TeamError =
  | TeamNotFound
  | TooManyTeams
  | UnknownTeamMembers
  | NotInTeam
  | InvitationNotFound
  | TooManyInvitations
