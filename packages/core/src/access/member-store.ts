import type { MemberId, Result, Timestamp } from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import type { Credential } from './credential.ts'
import type { MemberSecrets } from './directory.ts'
import type { Member, NewMember } from './member.ts'
import type { MemberProfile } from './member-profile.ts'

/** Port. The members of the organization that the unit of work is bound to; those that were removed are not found. */
export interface MemberStore {
  readonly find: (id: MemberId) => Promise<Member | null>
  /** Those of the numbers that are members, in the order of their numbers. */
  readonly findByNumbers: (numbers: readonly number[]) => Promise<readonly Member[]>
  /** The member that signs in with this address, in lower case. */
  readonly findByEmail: (email: string) => Promise<Member | null>
  /** Keeps and numbers a member, with what it signs in with. Refused when anybody on the installation has the e-mail. */
  readonly insert: (member: NewMember, secrets: MemberSecrets) => Promise<Result<Member, EmailTaken>>
  /** Replaces everything but the number. Refused when anybody else on the installation has the e-mail. */
  readonly update: (member: Member) => Promise<Result<null, EmailTaken>>
  /**
   * Removes the member: it is not found again, belongs to no inbox and no team, takes part in no conversation, and nothing it signed in with leads anywhere; its
   * e-mail address is free. Messages and assignments go on naming it.
   */
  readonly remove: (id: MemberId, at: Timestamp) => Promise<void>
  /** Owners and administrators who are let in, locked until the transaction ends: of two that are removed at once, one sees the other go. */
  readonly lockAdministrators: () => Promise<readonly Pick<Member, 'id' | 'role'>[]>
  readonly passwordHash: (id: MemberId) => Promise<string | null>
  readonly setPasswordHash: (id: MemberId, hash: string) => Promise<void>
  /** The credentials the member has from now on; those it had lead nowhere. */
  readonly replaceCredentials: (id: MemberId, credentials: readonly Credential[]) => Promise<void>
  /** What the member keeps about itself; the empty profile when it has set nothing. */
  readonly profile: (id: MemberId) => Promise<MemberProfile>
  readonly setProfile: (id: MemberId, profile: MemberProfile) => Promise<void>
}
