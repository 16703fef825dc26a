export interface TeamNotFound {
  readonly code: 'team/not-found'
}

export type TeamError = TeamNotFound
