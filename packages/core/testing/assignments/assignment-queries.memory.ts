import type { AssignmentQueries } from '../../src/index.ts'
import { candidatesOf } from '../conversations/candidates.memory.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'

export const memoryAssignmentQueries = (tables: Tables): AssignmentQueries => ({
  candidates: async (organizationId, inboxId) => candidatesOf(tables, organizationId, inboxId),
  heldBy: async (organizationId, holderId, limit) =>
    tables.assignments
      .of(organizationId)
      .filter(({ holder, status }) => status === 'active' && holder.id === holderId)
      .slice(0, limit)
      .map(({ conversationId }) => conversationId),
  waiting: async (organizationId, limit, only = null) => {
    const held = new Set(
      tables.assignments
        .of(organizationId)
        .filter(({ status }) => status === 'active')
        .map(({ conversationId }) => conversationId),
    )
    return tables.conversations
      .of(organizationId)
      .filter(({ teamId }) => !teamId || tables.teams.get(organizationId, teamId)?.allowAutoAssign)
      .map(({ conversation }) => conversation)
      .filter(
        ({ id, inboxId, status }) =>
          status === 'open' &&
          (only === null || inboxId === only) &&
          !held.has(id) &&
          tables.inboxes.get(organizationId, inboxId)?.enableAutoAssignment,
      )
      .toSorted(
        inOrder(
          by(({ waitingSince, createdAt }) => waitingSince ?? createdAt),
          by(({ number }) => number),
        ),
      )
      .slice(0, limit)
      .map(({ id, inboxId }) => ({ conversationId: id, inboxId }))
  },
})
