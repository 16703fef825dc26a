import type { InboxId, OrganizationId } from '../kernel/index.ts'
import type { Member } from './member.ts'

/** Port. Answers questions about members. */
export interface MemberQueries {
  /** Everybody of the organization by lower-cased name, at most 1,000. */
  readonly list: (organizationId: OrganizationId) => Promise<readonly Member[]>
  /** The member with this e-mail address, in any case. */
  readonly findByEmail: (organizationId: OrganizationId, email: string) => Promise<Member | null>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<Member | null>
  /** The members of one inbox by lower-cased name. */
  readonly ofInbox: (organizationId: OrganizationId, inboxId: InboxId) => Promise<readonly Member[]>
}
