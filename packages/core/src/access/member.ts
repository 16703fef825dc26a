import type { MemberId, OrganizationId, StoredFile, Timestamp } from '../kernel/index.ts'

/** What a member may do; see `permissions.ts`. */
export type Role = 'owner' | 'administrator' | 'agent'

/** Whether a member takes work, as the member says. */
export type Availability = 'online' | 'busy' | 'offline'

/** A human who works for an organization and can sign in. */
export interface Member {
  readonly id: MemberId
  readonly organizationId: OrganizationId
  readonly number: number
  /** Lower-case; unique over the installation, because people sign in with it. */
  readonly email: string
  readonly name: string
  /** What contacts see instead of `name`. */
  readonly displayName: string | null
  readonly role: Role
  readonly availability: Availability
  /** True: counts as online only while connected. False: online for as long as `availability` says so. */
  readonly autoOffline: boolean
  readonly confirmed: boolean
  /** Left out when there is none. */
  readonly avatar?: StoredFile
  /** Since when the member is not let in; left out for one who is. */
  readonly disabledAt?: Timestamp
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A member before the store has numbered it. */
export type NewMember = Omit<Member, 'number'>
