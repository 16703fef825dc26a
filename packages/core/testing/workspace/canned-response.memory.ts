import type {
  CannedResponse,
  CannedResponseQueries,
  CannedResponseStore,
  OrganizationId,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

export const memoryCannedResponseStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): CannedResponseStore => {
  const taken = ({ id, shortCode }: Pick<CannedResponse, 'id' | 'shortCode'>) =>
    tables.cannedResponses.of(organizationId).some((one) => one.shortCode === shortCode && one.id !== id)
  return {
    findByNumber: async (number) =>
      tables.cannedResponses.of(organizationId).find((one) => one.number === number) ?? null,
    count: async () => tables.cannedResponses.of(organizationId).length,
    insert: async (draft) => {
      if (taken(draft)) return null
      const number = nextNumber(tables, organizationId, 'canned_response')
      const response: CannedResponse = { ...draft, number }
      tables.cannedResponses.insert(organizationId, response.id, response)
      return response
    },
    update: async (response) => {
      if (taken(response)) return false
      const before = tables.cannedResponses.get(organizationId, response.id)
      if (before)
        tables.cannedResponses.put(organizationId, response.id, { ...response, number: before.number })
      return true
    },
    remove: async (id) => tables.cannedResponses.remove(organizationId, id),
  }
}

/** Smaller is better; 3 for what has the text nowhere. */
const rank = ({ shortCode, content }: CannedResponse, search: string): number => {
  const code = shortCode.toLowerCase()
  if (code.startsWith(search)) return 0
  if (code.includes(search)) return 1
  return content.toLowerCase().includes(search) ? 2 : 3
}

export const memoryCannedResponseQueries = (tables: Tables): CannedResponseQueries => ({
  list: async (organizationId, search) => {
    const sought = search?.toLowerCase() ?? ''
    return tables.cannedResponses
      .of(organizationId)
      .filter((one) => rank(one, sought) < 3)
      .toSorted(
        inOrder(
          by((one) => rank(one, sought)),
          by(({ shortCode }) => shortCode),
        ),
      )
      .slice(0, 1_000)
  },
})
