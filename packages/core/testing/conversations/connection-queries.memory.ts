import type { ActiveAssignment, ConnectionOnLine, ConnectionQueries, Message } from '../../src/index.ts'
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
    const named = tables.messages.everywhere().find(({ message }) => isNamed(message, reference))?.message
    const home = named && conversationWith(tables, named.conversationId)
    return home ? { organizationId: home.conversation.organizationId, messageId: named.id } : null
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

const conversationWith = (tables: Tables, id: string) =>
  tables.conversations.everywhere().find(({ conversation }) => conversation.id === id)
