import type { AssignmentQueries } from '../../src/index.ts'
import { membersOf } from '../access/member.memory.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'

export const memoryAssignmentQueries = (tables: Tables): AssignmentQueries => ({
  candidates: async (organizationId, inboxId) => {
    const given = tables.assignments
      .of(organizationId)
      .filter(
        ({ conversationId }) =>
          tables.conversations.get(organizationId, conversationId)?.conversation.inboxId === inboxId,
      )
    return membersOf(tables, organizationId, inboxId)
      .slice(0, 1_000)
      .map((member) => {
        const times = given.filter(({ holder }) => holder.id === member.id).map((one) => one.assignedAt)
        return { member, lastAssignedAt: times.length > 0 ? Math.max(...times) : null }
      })
  },
  heldBy: async (organizationId, holderId, limit) =>
    tables.assignments
      .of(organizationId)
      .filter(({ holder, status }) => status === 'active' && holder.id === holderId)
      .slice(0, limit)
      .map(({ conversationId }) => conversationId),
  waiting: async (organizationId, limit) => {
    const held = new Set(
      tables.assignments
        .of(organizationId)
        .filter(({ status }) => status === 'active')
        .map(({ conversationId }) => conversationId),
    )
    return tables.conversations
      .of(organizationId)
      .map(({ conversation }) => conversation)
      .filter(
        ({ id, inboxId, status }) =>
          status === 'open' &&
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
