import type { OrganizationId, TagId } from '../kernel/index.ts'
import type { NewTag, Tag } from './tag.ts'

/** Port. The tags of the organization that the unit of work is bound to. */
export interface TagStore {
  readonly findByNumber: (number: number) => Promise<Tag | null>
  readonly count: () => Promise<number>
  /** Keeps and numbers a tag; null when another one has the title. Of two at the same moment, one is kept. */
  readonly insert: (tag: NewTag) => Promise<Tag | null>
  /** Replaces everything but the number; false, and nothing is changed, when another tag has the title. */
  readonly update: (tag: Tag) => Promise<boolean>
  readonly remove: (id: TagId) => Promise<void>
}

/** Port. Answers questions about tags. */
export interface TagQueries {
  /** Every tag by title, at most 1,000. */
  readonly list: (organizationId: OrganizationId) => Promise<readonly Tag[]>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<Tag | null>
}
