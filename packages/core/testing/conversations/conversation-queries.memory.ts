import type {
  AssigneeFilter,
  ConversationFilter,
  ConversationQueries,
  ConversationSort,
  ConversationState,
  OrganizationId,
} from '../../src/index.ts'
import { by, inOrder, type Order } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'
import { loadState } from './conversation-state.memory.ts'

const matches =
  (filter: ConversationFilter) =>
  ({ conversation, contactPoint }: ConversationState): boolean =>
    (filter.status === null || conversation.status === filter.status) &&
    (filter.inboxIds === null || filter.inboxIds.includes(conversation.inboxId)) &&
    (filter.sourceId === null || contactPoint.sourceId === filter.sourceId) &&
    (filter.contactId === null || conversation.contactId === filter.contactId) &&
    (filter.contactPointId === null || conversation.contactPointId === filter.contactPointId) &&
    (filter.updatedSince === null || conversation.lastActivityAt >= filter.updatedSince)

const heldAs =
  (assignee: AssigneeFilter) =>
  ({ assignment }: ConversationState): boolean => {
    switch (assignee.type) {
      case 'all':
        return true
      case 'nobody':
        return assignment === null
      case 'anybody':
        return assignment !== null
      case 'member':
        return assignment?.holder.type === 'member' && assignment.holder.id === assignee.id
    }
  }

const URGENCY = { low: 1, medium: 2, high: 3, urgent: 4 }

const SORTED_BY = {
  last_activity_at: ({ lastActivityAt }) => lastActivityAt,
  created_at: ({ createdAt }) => createdAt,
  priority: ({ priority }) => priority && URGENCY[priority],
  waiting_since: ({ waitingSince }) => waitingSince,
} satisfies Record<string, (conversation: ConversationState['conversation']) => number | null>

const orderOf = (sort: ConversationSort): Order<ConversationState> => {
  const descending = sort.endsWith('_desc')
  const value = SORTED_BY[sort.slice(0, descending ? -5 : -4) as keyof typeof SORTED_BY]
  return inOrder(
    by(({ conversation }) => value(conversation), descending),
    by(({ conversation }) => conversation.lastActivityAt, true),
    by(({ conversation }) => conversation.number, true),
  )
}

export const memoryConversationQueries = (tables: Tables): ConversationQueries => {
  const matching = (organizationId: OrganizationId, filter: ConversationFilter) =>
    tables.conversations
      .of(organizationId)
      .map((row) => loadState(tables, row))
      .filter(matches(filter))
  return {
    find: async (organizationId, key) => {
      const row =
        'id' in key
          ? tables.conversations.get(organizationId, key.id)
          : tables.conversations
              .of(organizationId)
              .find(({ conversation }) => conversation.number === key.number)
      return row ? loadState(tables, row) : null
    },
    list: async (organizationId, { filter, assignee, sort, page, perPage }) =>
      matching(organizationId, filter)
        .filter(heldAs(assignee))
        .toSorted(orderOf(sort))
        .slice((page - 1) * perPage, page * perPage),
    counts: async (organizationId, filter, me) => {
      const all = matching(organizationId, filter)
      const count = (assignee: AssigneeFilter) => all.filter(heldAs(assignee)).length
      return {
        mine: me ? count({ type: 'member', id: me }) : 0,
        assigned: count({ type: 'anybody' }),
        unassigned: count({ type: 'nobody' }),
        all: all.length,
      }
    },
  }
}
