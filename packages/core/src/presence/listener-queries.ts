import type { Member } from '../access/index.ts'
import type { Contact, ContactPoint } from '../contacts/index.ts'
import type { InboxId, MemberId, OrganizationId, TeamId } from '../kernel/index.ts'

/** Port. Knows the tokens that let people listen to what happens. */
export interface ListenerQueries {
  /** A member, unless it was removed, with its token. */
  readonly member: (
    organizationId: OrganizationId,
    key: { readonly id: MemberId } | { readonly number: number },
  ) => Promise<{
    readonly member: Member
    readonly inboxIds: readonly InboxId[]
    readonly teamIds: readonly TeamId[]
    /** Null for a member who never asked for one. */
    readonly pubsubToken: string | null
  } | null>
  /** The contact point with this token, and the contact behind it. */
  readonly contactPoint: (
    organizationId: OrganizationId,
    pubsubToken: string,
  ) => Promise<{ readonly point: ContactPoint; readonly contact: Contact } | null>
}
