import { createAccessTokens } from '@parlance/adapters-http'
import type { Clock, OpenSignInKeys } from '@parlance/core'
import { createVault } from './vault.ts'

export interface SignInKeysOptions {
  readonly clock: Clock
  /** 32 bytes each; see `createVault`. */
  readonly configured?: readonly Buffer[]
  /** Who issues access tokens: all processes of an installation must say the same. */
  readonly issuer?: string
}

/** Names the installation where nobody gave it an address. */
const ISSUER = 'urn:parlance'

/** The vault and the access tokens, on the keys of the installation. */
export const signInKeysWith =
  ({ clock, configured = [], issuer = ISSUER }: SignInKeysOptions): OpenSignInKeys =>
  (installationKeys) => {
    const vault = createVault({ configured, installationKeys, clock })
    return { vault, accessTokens: createAccessTokens({ installationKeys, vault, clock, issuer }) }
  }
