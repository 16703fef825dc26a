import type { MemberId, Result } from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import type { MemberSecrets } from './directory.ts'
import type { Member, NewMember } from './member.ts'

/** Port. The members of the organization that the unit of work is bound to. */
export interface MemberStore {
  readonly find: (id: MemberId) => Promise<Member | null>
  /** Those of the numbers that are members, in the order of their numbers. */
  readonly findByNumbers: (numbers: readonly number[]) => Promise<readonly Member[]>
  /** Keeps and numbers a member, with what it signs in with. Refused when anybody on the installation has the e-mail. */
  readonly insert: (member: NewMember, secrets: MemberSecrets) => Promise<Result<Member, EmailTaken>>
}
