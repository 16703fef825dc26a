import type { MemberId, OrganizationId } from '../kernel/index.ts'

/** Whom an access token names: a member who signed in. */
export interface SignedIn {
  readonly organizationId: OrganizationId
  readonly memberId: MemberId
}

/** Port. Reads the access tokens of members who signed in. */
export interface AccessTokens {
  /** Whom the token names, when it was signed here, is for here, and has not expired; null otherwise. Never throws for a bad token. */
  readonly verify: (token: string) => Promise<SignedIn | null>
}
