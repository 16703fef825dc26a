import type { JsonObject, MemberId, OrganizationId, SessionId, Vault } from '../../kernel/index.ts'
import type { InstallationKeys } from './installation-keys.ts'

/** Whom an access token lets in, by which session. */
export interface AccessClaims {
  readonly organizationId: OrganizationId
  readonly memberId: MemberId
  readonly sessionId: SessionId
}

/** Port. Makes and reads the short-lived tokens of members who signed in. */
export interface AccessTokens {
  /** A token that is good for `ACCESS_TOKEN_LIFE`. */
  readonly issue: (claims: AccessClaims) => Promise<string>
  /** What a token says; null unless it was issued here, for here, and is still good. That its session lasts is for others to see. */
  readonly verify: (token: string) => Promise<AccessClaims | null>
  /** The keys that others can verify tokens with, as JSON Web Keys. */
  readonly publicKeys: () => Promise<readonly JsonObject[]>
}

/** What signing in proves and keeps things with. */
export interface SignInKeys {
  readonly vault: Vault
  readonly accessTokens: AccessTokens
}

/** Makes them on the keys that all processes of the installation share. */
export type OpenSignInKeys = (installationKeys: InstallationKeys) => SignInKeys
