import type { CannedResponseId, OrganizationId } from '../kernel/index.ts'
import type { CannedResponse, NewCannedResponse } from './canned-response.ts'

/** Port. The canned responses of the organization that the unit of work is bound to. */
export interface CannedResponseStore {
  readonly findByNumber: (number: number) => Promise<CannedResponse | null>
  readonly count: () => Promise<number>
  /** Keeps and numbers it; null when another one has the short code. Of two at the same moment, one is kept. */
  readonly insert: (response: NewCannedResponse) => Promise<CannedResponse | null>
  /** Replaces everything but the number; false, and nothing is changed, when another one has the short code. */
  readonly update: (response: CannedResponse) => Promise<boolean>
  readonly remove: (id: CannedResponseId) => Promise<void>
}

/** Port. Answers questions about canned responses. */
export interface CannedResponseQueries {
  /**
   * Every one by short code, at most 1,000. With a text to search for, without regard to case: those whose short code
   * begins with it, then those whose short code contains it, then those whose content does.
   */
  readonly list: (organizationId: OrganizationId, search: string | null) => Promise<readonly CannedResponse[]>
}
