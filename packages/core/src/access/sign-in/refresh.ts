import { type CallOptions, err, ok, type Result, type SessionId } from '../../kernel/index.ts'
import type { OrganizationSuspended } from '../access-errors.ts'
import type { MemberPrincipal } from '../principal.ts'
import { decideRefresh, isExpired, type Session } from './session.ts'
import { readSessionToken, type SessionClaim } from './session-tokens.ts'
import type { InvalidRefreshToken } from './sign-in-errors.ts'
import type { SignInPorts } from './sign-in-ports.ts'
import { ownEntry } from './sign-in-trail.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

const INVALID = err({ code: 'sign-in/invalid-refresh-token' })

/**
 * Replaces a refresh token, and gives another access token with it. A token that comes back after it was replaced ends the
 * session, since two have it; unless it comes with the one that replaced it, as from two requests at once.
 */
export const refresh =
  (ports: SignInPorts) =>
  async (
    token: string,
    { origin }: CallOptions = {},
  ): Promise<Result<SignedIn, InvalidRefreshToken | OrganizationSuspended>> => {
    const claim = await readSessionToken(ports.vault, 'refresh', token)
    if (!claim) return INVALID
    const session = await goOn(ports, claim, origin)
    if (!session) return INVALID
    const { organizationId, memberId } = session
    const found = await ports.signInDirectory.session(organizationId, session.id)
    if (!found) return INVALID
    if (found.organization.status === 'suspended') return err({ code: 'organization/suspended' })
    const factor = await ports.unitOfWork.run(organizationId, async (tx) =>
      ok(await tx.secondFactors.find(memberId)),
    )
    const totpEnabled = factor.value.secret !== null
    return ok(await signedIn(ports, session, { member: found.member, totpEnabled }))
  }

/** The session as it goes on; null when it does not. */
const goOn = async (
  ports: SignInPorts,
  { organizationId, sessionId, generation }: SessionClaim,
  origin: CallOptions['origin'],
): Promise<Session | null> => {
  const now = ports.clock.now()
  const { value } = await ports.unitOfWork.run(organizationId, async (tx) => {
    const session = await tx.sessions.lock(sessionId)
    if (!session || isExpired(session, now)) return ok(null)
    const decided = decideRefresh(session, generation, now)
    if (decided.type === 'reused') {
      await tx.sessions.end(sessionId)
      const reused = ownEntry(ports, session, { action: 'session.refresh-reused', origin })
      await tx.audit.record({ ...reused, outcome: 'refused' })
      return ok(null)
    }
    await tx.sessions.update(decided.session)
    return ok(decided.session)
  })
  return value
}

/** What a sign-in is ended by: its refresh token, or being called in it. */
export interface LogoutInput {
  readonly refreshToken?: string | undefined
  readonly principal?: MemberPrincipal | undefined
}

/** Ends the session that the caller names. One that is over already is over. */
export const logout =
  (ports: SignInPorts) =>
  async (
    { refreshToken, principal }: LogoutInput,
    { origin }: CallOptions = {},
  ): Promise<Result<null, never>> => {
    const claim =
      refreshToken === undefined ? null : await readSessionToken(ports.vault, 'refresh', refreshToken)
    const named: readonly Pick<SessionClaim, 'organizationId' | 'sessionId'>[] = [
      ...(claim ? [claim] : []),
      ...(principal?.sessionId
        ? [{ organizationId: principal.organizationId, sessionId: principal.sessionId }]
        : []),
    ]
    const ended = new Set<SessionId>()
    for (const { organizationId, sessionId } of named) {
      if (ended.has(sessionId)) continue
      ended.add(sessionId)
      await ports.unitOfWork.run(organizationId, async (tx) => {
        const session = await tx.sessions.lock(sessionId)
        if (!session) return ok(null)
        await tx.sessions.end(sessionId)
        await tx.audit.record(ownEntry(ports, session, { action: 'session.ended', origin }))
        return ok(null)
      })
    }
    return ok(null)
  }
