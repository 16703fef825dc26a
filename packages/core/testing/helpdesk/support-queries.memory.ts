import {
  DOMAIN_STATUSES,
  isClosed,
  MOST_COUNTED,
  type OrganizationId,
  type SupportFilter,
  type SupportQueries,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'

const matching = (tables: Tables, organizationId: OrganizationId, filter: SupportFilter) =>
  tables.conversations
    .of(organizationId)
    .map(({ conversation }) => conversation)
    .filter(
      (conversation) =>
        conversation.inboxId === filter.inboxId &&
        (filter.contactId === null || conversation.contactId === filter.contactId) &&
        (filter.status === null ||
          (DOMAIN_STATUSES[filter.status].includes(conversation.status) &&
            isClosed(conversation) === (filter.status === 'closed'))),
    )
    .toSorted(by(({ number }) => number, true))

export const memorySupportQueries = (tables: Tables): SupportQueries => ({
  requester: async (organizationId, email) =>
    tables.contacts.of(organizationId).find((contact) => contact.email?.toLowerCase() === email.toLowerCase())
      ?.id ?? null,
  conversations: async (organizationId, filter, { limit, offset }) =>
    matching(tables, organizationId, filter)
      .slice(offset, offset + limit)
      .map(({ id }) => id),
  count: async (organizationId, filter) =>
    Math.min(matching(tables, organizationId, filter).length, MOST_COUNTED),
  messages: async (organizationId, conversationId, { limit, offset, withNotes }) => {
    const said = tables.messages
      .of(organizationId)
      .filter(
        ({ message }) =>
          message.conversationId === conversationId &&
          message.kind !== 'activity' &&
          (withNotes || !message.private),
      )
      .toSorted(by(({ message }) => message.number))
    return { count: said.length, messages: said.slice(offset, offset + limit) }
  },
})
