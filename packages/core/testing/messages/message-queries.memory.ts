import type {
  AttachmentsOf,
  ConversationId,
  MessageQueries,
  MessageWindow,
  OrganizationId,
  SentMessage,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'
import { newestSaying } from './saying.memory.ts'

const within =
  ({ before, after, includeAfter, publicOnly }: MessageWindow) =>
  ({ message }: SentMessage): boolean =>
    (before === null || message.number < before) &&
    (after === null || message.number > after || (includeAfter && message.number === after)) &&
    !(publicOnly && (message.private || message.kind === 'activity'))

const EVERYTHING = { before: null, after: null, includeAfter: false }

const conversationsOf = (
  tables: Tables,
  organizationId: OrganizationId,
  of: AttachmentsOf,
): ReadonlySet<ConversationId> =>
  'conversationId' in of
    ? new Set([of.conversationId])
    : new Set(
        tables.conversations
          .of(organizationId)
          .filter(
            ({ conversation: { contactId, inboxId } }) =>
              contactId === of.contactId && (of.inboxIds === null || of.inboxIds.includes(inboxId)),
          )
          .map(({ conversation }) => conversation.id),
      )

export const memoryMessageQueries = (tables: Tables): MessageQueries => {
  const list = (organizationId: OrganizationId, conversationId: ConversationId, window: MessageWindow) => {
    const found = tables.messages
      .of(organizationId)
      .filter(({ message }) => message.conversationId === conversationId)
      .filter(within(window))
      .toSorted(by(({ message }) => message.number))
    return window.after === null ? found.slice(-window.limit) : found.slice(0, window.limit)
  }
  return {
    attachments: async (organizationId, of, { page, perPage }) => {
      const asked = conversationsOf(tables, organizationId, of)
      const all = tables.messages
        .of(organizationId)
        .filter(({ message }) => asked.has(message.conversationId))
        .toSorted(by(({ message }) => message.number))
        .flatMap((sent) => (sent.message.attachments ?? []).map((_attachment, place) => ({ sent, place })))
        .reverse()
      return { total: all.length, attachments: all.slice((page - 1) * perPage, page * perPage) }
    },
    list: async (organizationId, conversationId, window) => list(organizationId, conversationId, window),
    newestOf: async (organizationId, conversationIds, limit) =>
      new Map(
        conversationIds
          .map((id) => [id, list(organizationId, id, { ...EVERYTHING, limit, publicOnly: true })] as const)
          .filter(([, messages]) => messages.length > 0),
      ),
    search: async (organizationId, { text, inboxIds, page: { page, perPage } }) =>
      newestSaying(tables, organizationId, text)
        .filter(({ message }) => inboxIds === null || inboxIds.includes(message.inboxId))
        .slice((page - 1) * perPage, page * perPage),
    saying: async (organizationId, conversationIds, text, limit) => {
      const said = newestSaying(tables, organizationId, text)
      const of = (id: ConversationId) => said.filter(({ message }) => message.conversationId === id)
      return new Map(conversationIds.map((id) => [id, of(id).slice(0, limit)]))
    },
  }
}
