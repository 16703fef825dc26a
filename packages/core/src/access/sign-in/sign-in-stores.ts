import type { InboxId, MemberId, OrganizationId, SessionId, TeamId, Timestamp } from '../../kernel/index.ts'
import type { Member } from '../member.ts'
import type { Organization } from '../organization.ts'
import type { CodePurpose, MailedCode } from './mailed-code.ts'
import type { SecondFactor } from './second-factor.ts'
import type { Session } from './session.ts'

/** Port. The sessions of the organization that the unit of work is bound to. */
export interface SessionStore {
  /** Keeps a session. Of more than `MOST_SESSIONS` of its member, those that were refreshed longest ago end. */
  readonly insert: (session: Session) => Promise<void>
  /** The session, locked until the transaction ends. */
  readonly lock: (id: SessionId) => Promise<Session | null>
  readonly update: (session: Session) => Promise<void>
  readonly end: (id: SessionId) => Promise<void>
  /** Ends every session of the member, but for this one where one is named. */
  readonly endAll: (memberId: MemberId, but?: SessionId) => Promise<void>
  /** Removes sessions that were over before, at most `limit`; tells how many went. */
  readonly forget: (before: Timestamp, limit: number) => Promise<number>
}

/** Port. The mailed codes of the organization that the unit of work is bound to. */
export interface MailedCodeStore {
  /** Keeps a code, in place of the one that the member had for this purpose. */
  readonly put: (code: MailedCode) => Promise<void>
  /** Takes one of the code's tries and tells what it is; null when it can't be tried. Of many at once, no more get one than there are tries. */
  readonly takeTry: (memberId: MemberId, purpose: CodePurpose, now: Timestamp) => Promise<MailedCode | null>
  readonly remove: (memberId: MemberId, purpose: CodePurpose) => Promise<void>
}

/** Port. What the members of the organization that the unit of work is bound to are asked for beside the password. */
export interface SecondFactorStore {
  /** The empty factor when there is none. */
  readonly find: (memberId: MemberId) => Promise<SecondFactor>
  /** Keeps a secret that counts for nothing yet. */
  readonly propose: (memberId: MemberId, sealedSecret: string) => Promise<void>
  /** Makes the proposed secret the one that counts; with it come other recovery codes. */
  readonly activate: (memberId: MemberId, recoveryDigests: readonly string[]) => Promise<void>
  /** Notes that the code of this step was taken; false when that of this step, or of a later one, was taken before. */
  readonly takeStep: (memberId: MemberId, step: number) => Promise<boolean>
  /** Uses up a recovery code; false when there is no such code, or it was used before. */
  readonly useRecoveryCode: (memberId: MemberId, digest: string) => Promise<boolean>
}

/** A member by the address that it signs in with. */
export interface SignInAccount {
  readonly organization: Organization
  readonly member: Member
  /** Null for one who was never given a password. */
  readonly passwordHash: string | null
  /** Sealed; null where no one-time code is asked for. */
  readonly totpSecret: string | null
}

/** A session with whom it lets in, as they are at this moment. */
export interface FoundSession {
  readonly session: Session
  readonly organization: Organization
  readonly member: Member
  readonly inboxIds: readonly InboxId[]
  readonly teamIds: readonly TeamId[]
}

/** Port. Leads from what somebody signs in with to a member; those that were removed are not found. */
export interface SignInDirectory {
  readonly account: (email: string) => Promise<SignInAccount | null>
  readonly session: (organizationId: OrganizationId, id: SessionId) => Promise<FoundSession | null>
}
