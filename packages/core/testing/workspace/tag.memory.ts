import type { OrganizationId, Tag, TagQueries, TagStore } from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const withNumber = (tables: Tables, organizationId: OrganizationId, number: number): Tag | null =>
  tables.tags.of(organizationId).find((tag) => tag.number === number) ?? null

export const memoryTagStore = (tables: WritableTables, organizationId: OrganizationId): TagStore => {
  const taken = ({ id, title }: Pick<Tag, 'id' | 'title'>) =>
    tables.tags.of(organizationId).some((tag) => tag.title === title && tag.id !== id)
  return {
    findByNumber: async (number) => withNumber(tables, organizationId, number),
    count: async () => tables.tags.of(organizationId).length,
    insert: async (draft) => {
      if (taken(draft)) return null
      const tag: Tag = { ...draft, number: nextNumber(tables, organizationId, 'tag') }
      tables.tags.insert(organizationId, tag.id, tag)
      return tag
    },
    update: async (tag) => {
      if (taken(tag)) return false
      const before = tables.tags.get(organizationId, tag.id)
      if (before) tables.tags.put(organizationId, tag.id, { ...tag, number: before.number })
      return true
    },
    remove: async (id) => tables.tags.remove(organizationId, id),
  }
}

export const memoryTagQueries = (tables: Tables): TagQueries => ({
  list: async (organizationId) =>
    tables.tags
      .of(organizationId)
      .toSorted(by(({ title }) => title))
      .slice(0, 1_000),
  findByNumber: async (organizationId, number) => withNumber(tables, organizationId, number),
})
