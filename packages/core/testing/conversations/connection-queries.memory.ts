import type {
  ActiveAssignment,
  ConnectionOnLine,
  ConnectionQueries,
  ConversationEventData,
  Message,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { RowTypes, Tables } from '../memory-database.ts'

export const memoryConnectionQueries = (tables: Tables): ConnectionQueries => ({
  connectionOn: async (line, remoteNumber) => {
    const found = tables.connectionLines
      .everywhere()
      .find((row) => row.line === line && row.remoteNumber === remoteNumber)
    return found ? toConnection(found) : null
  },
  connectionsOf: async (remoteNumber) =>
    tables.connectionLines
      .everywhere()
      .filter((row) => row.remoteNumber === remoteNumber)
      .toSorted(by(({ line }) => line))
      .map(toConnection),
  lineMessage: async (reference) => {
    const named =
      tables.messages.everywhere().find(({ message }) => isNamed(message, reference))?.message ??
      tappedOnce(tables, reference)
    const home = named && conversationWith(tables, named.conversationId)
    return home ? { organizationId: home.conversation.organizationId, messageId: named.id } : null
  },
  conversationOf: async (organizationId, id) => {
    const assignment = tables.assignments.get(organizationId, id)
    const found = assignment && tables.conversations.get(organizationId, assignment.conversationId)
    return found?.conversation.connection ? found.conversation.id : null
  },
  active: async (organizationId, { agentIdentityId, limit, offset }) =>
    tables.assignments
      .of(organizationId)
      .filter((one): one is ActiveAssignment => one.status === 'active')
      .filter(({ holder }) => holder.type === 'agent_identity')
      .filter(({ holder }) => agentIdentityId === null || holder.id === agentIdentityId)
      .toSorted(
        inOrder(
          by(({ assignedAt }) => assignedAt, true),
          by(({ id }) => id, true),
        ),
      )
      .flatMap((assignment) => {
        const conversation = tables.conversations.get(organizationId, assignment.conversationId)?.conversation
        if (!conversation?.connection) return []
        const point = tables.contactPoints.get(organizationId, conversation.contactPointId)
        return [{ assignment, remoteNumber: point?.sourceId ?? '' }]
      })
      .slice(offset, offset + limit),
})

const toConnection = ({
  line,
  organizationId,
  conversationId,
}: RowTypes['connectionLines']): ConnectionOnLine => ({ line, organizationId, conversationId })

const isNamed = ({ id, kind, line }: Message, reference: string): boolean =>
  line !== undefined && (id === reference || (kind !== 'incoming' && line.externalId === reference))

/** The message of a tapback that went out, be it gone by now: the log remembers it. */
const tappedOnce = (tables: Tables, reference: string): Message | undefined => {
  if (!reference.startsWith('reaction:')) return undefined
  for (const { event } of tables.events.everywhere()) {
    if (event.type !== 'reaction.added') continue
    const { message, reaction } = event.data as ConversationEventData
    if (reaction?.direction === 'outbound' && `reaction:${reaction.id}` === reference) return message?.message
  }
  return undefined
}

const conversationWith = (tables: Tables, id: string) =>
  tables.conversations.everywhere().find(({ conversation }) => conversation.id === id)
