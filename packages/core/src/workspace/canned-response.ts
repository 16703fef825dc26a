import type { CannedResponseId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** A text that is said often, with the code that calls it up. */
export interface CannedResponse {
  readonly id: CannedResponseId
  readonly organizationId: OrganizationId
  readonly number: number
  /** Unique in the organization. */
  readonly shortCode: string
  readonly content: string
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A canned response before the store has numbered it. */
export type NewCannedResponse = Omit<CannedResponse, 'number'>
