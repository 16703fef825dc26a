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

export type TeamError = TeamNotFound | TooManyTeams | UnknownTeamMembers
