import { type ConversationState, isConnected, lineTaken } from '../../src/index.ts'
import type { WritableTables } from '../memory-database.ts'

/** A connection takes its line for its human, or leaves it; one that another connection has is not to be had. */
export const noteConnection = (tables: WritableTables, state: ConversationState): void => {
  const { conversation, contactPoint, organization } = state
  const { connection } = conversation
  for (const row of tables.connectionLines.of(organization.id)) {
    if (row.conversationId !== conversation.id) continue
    tables.connectionLines.remove(organization.id, `${row.remoteNumber} ${row.line}`)
  }
  if (!isConnected(connection)) return
  const remoteNumber = contactPoint.sourceId
  const { line } = connection
  const taken = tables.connectionLines
    .everywhere()
    .some((row) => row.remoteNumber === remoteNumber && row.line === line)
  if (taken) throw lineTaken()
  tables.connectionLines.put(organization.id, `${remoteNumber} ${line}`, {
    organizationId: organization.id,
    remoteNumber,
    line,
    conversationId: conversation.id,
  })
}
