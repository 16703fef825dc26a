import type { OrganizationId, Timestamp } from '../kernel/index.ts'

/** A tenant: nothing of one organization is ever seen from another. */
export interface Organization {
  readonly id: OrganizationId
  /** The integer that wires show as the account id; unique over the installation. */
  readonly number: number
  readonly name: string
  readonly status: 'active' | 'suspended'
  /** BCP 47 tag of the language that the organization's texts are in. */
  readonly locale: string
  readonly createdAt: Timestamp
}

/** As much of an organization as events and answers show. */
export type OrganizationRef = Pick<Organization, 'id' | 'number' | 'name'>
