import type { NewTag, OrganizationId, Tag, TagId } from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface TagTable {
  organization_id: OrganizationId
  id: TagId
  number: GeneratedAlways<number>
  title: string
  description: string | null
  color: string
  show_on_sidebar: boolean | null
  created_at: Moment
  updated_at: Moment
}

export const toTag = (row: Selectable<TagTable>): Tag => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  title: row.title,
  description: row.description,
  color: row.color,
  showOnSidebar: row.show_on_sidebar,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What an update replaces: everything but the number. */
export const settingsOf = (tag: NewTag) => ({
  title: tag.title,
  description: tag.description,
  color: tag.color,
  show_on_sidebar: tag.showOnSidebar,
  updated_at: toIso(tag.updatedAt),
})

export const fromTag = (tag: NewTag) => ({
  ...settingsOf(tag),
  organization_id: tag.organizationId,
  id: tag.id,
  created_at: toIso(tag.createdAt),
})
