import type { Forbidden } from './permissions.ts'

export type { Forbidden } from './permissions.ts'

/** The credential is not known here, or no longer. */
export interface UnknownCredential {
  readonly code: 'access/unknown-credential'
}

/** The caller is known, but is not one of this organization's people. */
export interface NotAMember {
  readonly code: 'access/not-a-member'
}

export interface OrganizationNotFound {
  readonly code: 'organization/not-found'
}

export interface OrganizationSuspended {
  readonly code: 'organization/suspended'
}

export interface MemberNotFound {
  readonly code: 'member/not-found'
}

/** Somebody, here or in another organization, already signs in with this e-mail address. */
export interface EmailTaken {
  readonly code: 'member/email-taken'
  readonly email: string
}

export type AccessError =
  | Forbidden
  | UnknownCredential
  | NotAMember
  | OrganizationNotFound
  | OrganizationSuspended
  | MemberNotFound
  | EmailTaken
