import type { OrganizationId, TagId, Timestamp } from '../kernel/index.ts'

/** A tag that is kept with a description and a colour. Conversations and contacts carry it by its title. */
export interface Tag {
  readonly id: TagId
  readonly organizationId: OrganizationId
  readonly number: number
  /** Lower-case; unique in the organization. */
  readonly title: string
  readonly description: string | null
  readonly color: string
  readonly showOnSidebar: boolean | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A tag before the store has numbered it. */
export type NewTag = Omit<Tag, 'number'>
