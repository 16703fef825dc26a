import {
  type Connection,
  type Conversation,
  countsInView,
  inView,
  isReadBy,
  type LineConversation,
  type LineMessage,
  type LineQueries,
  type LineSight,
  type LineSpan,
  newestInView,
  type OrganizationId,
  type Timestamp,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'

type Connected = Conversation & { readonly connection: Connection }

const within = ({ from, before }: LineSpan, at: Timestamp): boolean =>
  (from === null || at >= from) && (before === null || at < before)

const connectedIn = (
  tables: Tables,
  organizationId: OrganizationId,
  { inboxIds }: Pick<LineSight, 'inboxIds'>,
): readonly Connected[] =>
  tables.conversations
    .of(organizationId)
    .map(({ conversation }) => conversation)
    .filter((conversation): conversation is Connected => conversation.connection !== undefined)
    .filter(({ inboxId }) => inboxIds?.includes(inboxId) ?? true)

const numberOf = (tables: Tables, { organizationId, contactPointId }: Conversation): string =>
  tables.contactPoints.get(organizationId, contactPointId)?.sourceId ?? ''

const toConversation = (tables: Tables, conversation: Connected): LineConversation => ({
  id: conversation.id,
  inboxId: conversation.inboxId,
  remoteNumber: numberOf(tables, conversation),
  connection: conversation.connection,
  active: tables.assignments
    .of(conversation.organizationId)
    .some(({ id, status }) => id === conversation.connection.assignmentId && status === 'active'),
  createdAt: conversation.createdAt,
  updatedAt: conversation.updatedAt,
})

const messagesOf = (tables: Tables, conversation: Connected): readonly LineMessage[] =>
  tables.messages
    .of(conversation.organizationId)
    .filter(({ message }) => message.conversationId === conversation.id)
    .map(({ message }) => ({
      message,
      remoteNumber: numberOf(tables, conversation),
      isRead: isReadBy(conversation.connection, message),
    }))

const newestFirst = inOrder<LineMessage>(
  by(({ message }) => message.createdAt, true),
  by(({ message }) => message.number, true),
)

export const memoryLineQueries = (tables: Tables): LineQueries => ({
  conversations: async (organizationId, sight, { limit, offset, ...span }) =>
    connectedIn(tables, organizationId, sight)
      .filter(({ createdAt }) => within(span, createdAt))
      .flatMap((one) => {
        const newest = newestInView(one.connection, sight.view)
        const latest = messagesOf(tables, one).find(({ message }) => message.number === newest)?.message
        const counts = countsInView(one.connection, sight.view)
        return latest ? [{ conversation: toConversation(tables, one), latest, ...counts }] : []
      })
      .toSorted(
        inOrder(
          by(({ latest }) => latest.createdAt, true),
          by(({ latest }) => latest.number, true),
        ),
      )
      .slice(offset, offset + limit),
  conversation: async (organizationId, id) => {
    const found = connectedIn(tables, organizationId, { inboxIds: null }).find((one) => one.id === id)
    return found ? toConversation(tables, found) : null
  },
  messages: async (organizationId, sight, { conversationId, isRead, limit, offset, ...span }) =>
    connectedIn(tables, organizationId, sight)
      .filter(({ id }) => conversationId === null || id === conversationId)
      .flatMap((one) => messagesOf(tables, one))
      .filter(({ message }) => inView(message, sight.view) && within(span, message.createdAt))
      .filter((one) => isRead === null || one.isRead === isRead)
      .toSorted(newestFirst)
      .slice(offset, offset + limit),
  message: async (organizationId, id) =>
    connectedIn(tables, organizationId, { inboxIds: null })
      .flatMap((one) => messagesOf(tables, one))
      .find(({ message }) => message.id === id) ?? null,
})
