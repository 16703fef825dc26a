import {
  DAY,
  type MemberId,
  MINUTE,
  type OrganizationId,
  SECOND,
  type SessionId,
  type Timestamp,
} from '../../kernel/index.ts'

/** A member's sign-in, from the password to the end of it. Ended sessions are not kept. */
export interface Session {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  readonly memberId: MemberId
  /** How often its refresh token was replaced; only the newest is good. */
  readonly generation: number
  /** When the newest refresh token was given. */
  readonly rotatedAt: Timestamp
  readonly createdAt: Timestamp
  /** Unless it is refreshed before. */
  readonly expiresAt: Timestamp
}

/** How long a session lasts that is not refreshed: 30 days, in milliseconds. */
export const SESSION_IDLE = 30 * DAY
/** How long a session lasts, however often it is refreshed: 90 days, in milliseconds. */
export const SESSION_LIFE = 90 * DAY
/** How long an access token is good: 15 minutes, in milliseconds. */
export const ACCESS_TOKEN_LIFE = 15 * MINUTE
/** For so long after it was replaced a refresh token is taken for one of two that were sent at once, in milliseconds. */
export const REFRESH_GRACE = 10 * SECOND
/** The sessions that a member may have; the one that was refreshed longest ago ends for another. */
export const MOST_SESSIONS = 50

const expiryAt = (now: Timestamp, createdAt: Timestamp): Timestamp =>
  Math.min(now + SESSION_IDLE, createdAt + SESSION_LIFE)

/** A session that begins now. */
export const newSession = (
  ids: Pick<Session, 'id' | 'organizationId' | 'memberId'>,
  now: Timestamp,
): Session => ({
  ...ids,
  generation: 1,
  rotatedAt: now,
  createdAt: now,
  expiresAt: expiryAt(now, now),
})

/** Whether the session is over. */
export const isExpired = (session: Session, now: Timestamp): boolean => session.expiresAt <= now

/**
 * What comes of a refresh token that was presented: the session as it goes on, or that it is to end, because a token came
 * back that was replaced a while ago, so that two have it.
 */
export const decideRefresh = (
  session: Session,
  presented: number,
  now: Timestamp,
): { readonly type: 'goes-on'; readonly session: Session } | { readonly type: 'reused' } => {
  if (presented === session.generation) {
    const expiresAt = expiryAt(now, session.createdAt)
    return {
      type: 'goes-on',
      session: { ...session, generation: session.generation + 1, rotatedAt: now, expiresAt },
    }
  }
  const atOnce = presented === session.generation - 1 && now - session.rotatedAt <= REFRESH_GRACE
  return atOnce ? { type: 'goes-on', session } : { type: 'reused' }
}
