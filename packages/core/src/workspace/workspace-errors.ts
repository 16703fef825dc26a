export interface TagNotFound {
  readonly code: 'tag/not-found'
}

export interface CannedResponseNotFound {
  readonly code: 'canned-response/not-found'
}

/** The organization has as many of these as it may have. */
export interface TooManyInWorkspace {
  readonly code: 'workspace/too-many'
  readonly what: 'tag' | 'canned_response'
  readonly limit: number
}

export type WorkspaceError = TagNotFound | CannedResponseNotFound | TooManyInWorkspace
