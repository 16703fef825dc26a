import type { Forbidden } from './permissions.ts'
import type { SignInError } from './sign-in/sign-in-errors.ts'

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

/** Without this one, nobody could administrate the organization. */
export interface LastAdministrator {
  readonly code: 'member/last-administrator'
}

/** Without this one, nobody would own the organization. */
export interface LastOwner {
  readonly code: 'member/last-owner'
}

/** The password that should prove who calls is another. */
export interface WrongPassword {
  readonly code: 'member/wrong-password'
}

/** Software called what only members may. */
export interface NotForAgentIdentities {
  readonly code: 'access/not-for-agent-identities'
}

/** Software called for an organization that it doesn't belong to. */
export interface ForeignAgentIdentity {
  readonly code: 'access/foreign-agent-identity'
}

export interface AgentIdentityNotFound {
  readonly code: 'agent-identity/not-found'
}

/** The organization has as many agent identities as it may have. */
export interface TooManyAgentIdentities {
  readonly code: 'agent-identity/too-many'
  readonly limit: number
}

/** Another agent identity, here or in another organization, has this handle. */
export interface HandleTaken {
  readonly code: 'agent-identity/handle-taken'
  readonly handle: string
}

/** The key is limited to origins or bundles, and what asks is none of them. */
export interface ApiKeyElsewhere {
  readonly code: 'api-key/elsewhere'
}

export interface ApiKeyNotFound {
  readonly code: 'api-key/not-found'
}

/** A key may make keys that can do less than it can; nobody gives away what was given to it. */
export interface ApiKeyNotMintable {
  readonly code: 'api-key/not-mintable'
}

/** The organization has as many keys as it may have. */
export interface TooManyApiKeys {
  readonly code: 'api-key/too-many'
  readonly limit: number
}

/** Somebody, here or in another organization, already signs in with this e-mail address. */
export interface EmailTaken {
  readonly code: 'member/email-taken'
  readonly email: string
}

export type AccessError =
  | SignInError
  | Forbidden
  | UnknownCredential
  | NotAMember
  | OrganizationNotFound
  | OrganizationSuspended
  | MemberNotFound
  | EmailTaken
  | LastAdministrator
  | LastOwner
  | WrongPassword
  | NotForAgentIdentities
  | ForeignAgentIdentity
  | AgentIdentityNotFound
  | TooManyAgentIdentities
  | HandleTaken
  | ApiKeyElsewhere
  | ApiKeyNotFound
  | ApiKeyNotMintable
  | TooManyApiKeys
