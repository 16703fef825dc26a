import { SECOND } from '../../kernel/index.ts'
import type { Member } from '../member.ts'
import { ACCESS_TOKEN_LIFE, type Session } from './session.ts'
import { apiToken, refreshToken } from './session-tokens.ts'
import type { SignInPorts } from './sign-in-ports.ts'

/** A member who signed in, with what it calls with from now on. */
export interface SignedIn {
  readonly member: Member
  readonly totpEnabled: boolean
  readonly accessToken: string
  readonly refreshToken: string
  /** What the channel API is called with for as long as the session lasts. */
  readonly apiAccessToken: string
  /** Seconds for which the access token is good. */
  readonly expiresIn: number
}

/** Makes what a session is used with. */
export const signedIn = async (
  { vault, accessTokens }: Pick<SignInPorts, 'vault' | 'accessTokens'>,
  session: Session,
  { member, totpEnabled }: Pick<SignedIn, 'member' | 'totpEnabled'>,
): Promise<SignedIn> => {
  const { organizationId, memberId, id: sessionId } = session
  return {
    member,
    totpEnabled,
    accessToken: await accessTokens.issue({ organizationId, memberId, sessionId }),
    refreshToken: await refreshToken(vault, session),
    apiAccessToken: await apiToken(vault, session),
    expiresIn: ACCESS_TOKEN_LIFE / SECOND,
  }
}
