import type { Availability } from '../access/index.ts'
import type { ContactId, MemberId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** Who can be there. */
export type Present =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'contact'; readonly id: ContactId }

/** Everybody who is there, by the numbers that wires show; at most 1,000 of each. */
export interface PresentPeople {
  readonly members: readonly { readonly number: number; readonly availability: Availability }[]
  readonly contacts: readonly number[]
}

/** Port. Remembers when people were last there. */
export interface PresenceStore {
  /** Notes that they are there at this moment; tells when they were before, and null for never. */
  readonly touch: (organizationId: OrganizationId, who: Present, at: Timestamp) => Promise<Timestamp | null>
  /** Whoever was there at or after this moment. */
  readonly since: (organizationId: OrganizationId, at: Timestamp) => Promise<PresentPeople>
  /** Forgets those who were last there before this moment, at most `limit`; tells how many. */
  readonly forget: (organizationId: OrganizationId, before: Timestamp, limit: number) => Promise<number>
}
