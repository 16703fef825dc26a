import { type Clock, err, ok, type Result, type Vault } from '../../kernel/index.ts'
import type { UnknownCredential } from '../access-errors.ts'
import type { Organization } from '../organization.ts'
import type { MemberPrincipal } from '../principal.ts'
import type { AccessTokens } from './access-tokens.ts'
import { isExpired } from './session.ts'
import { readSessionToken, type SessionClaim } from './session-tokens.ts'
import type { SignInDirectory } from './sign-in-stores.ts'

export interface RecogniseSessionPorts {
  readonly accessTokens: AccessTokens
  readonly vault: Vault
  readonly signInDirectory: SignInDirectory
  readonly clock: Clock
}

/** A member in a session. */
export interface InSession {
  readonly principal: MemberPrincipal
  readonly organization: Organization
}

const UNKNOWN = err({ code: 'access/unknown-credential' })

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/

type Claim = Pick<SessionClaim, 'organizationId' | 'sessionId'>

/** What a token says; undefined when it is of no kind that sessions have. */
const claimOf = async (
  { accessTokens, vault }: RecogniseSessionPorts,
  token: string,
): Promise<Claim | null | undefined> => {
  if (token.startsWith('pat_')) return readSessionToken(vault, 'api', token)
  return JWT.test(token) ? accessTokens.verify(token) : undefined
}

/**
 * Recognises a member by an access token, or by the token of its session. A session that ended, and a member who was
 * removed, are not recognised from then on, however long the token says it is good. Null for a text that is neither.
 */
export const recogniseSession =
  (ports: RecogniseSessionPorts) =>
  async (token: string): Promise<Result<InSession, UnknownCredential> | null> => {
    const claim = await claimOf(ports, token)
    if (claim === undefined) return null
    if (claim === null) return UNKNOWN
    const found = await ports.signInDirectory.session(claim.organizationId, claim.sessionId)
    if (!found || isExpired(found.session, ports.clock.now())) return UNKNOWN
    const { organization, member, inboxIds, teamIds, session } = found
    return ok({
      principal: {
        type: 'member',
        organizationId: organization.id,
        member,
        inboxIds,
        teamIds,
        sessionId: session.id,
      },
      organization,
    })
  }
