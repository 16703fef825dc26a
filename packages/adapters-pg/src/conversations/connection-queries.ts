import type { ConnectionOnLine, ConnectionQueries } from '@parlance/core'
import type { Selectable } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toActiveAssignment } from './assignment-rows.ts'
import type { ConnectionLineTable } from './connection-rows.ts'

/** More than an installation has lines. */
const MOST_LINES = 1_000

/** Answers questions about connections from the database. */
export const createConnectionQueries = (db: Database): ConnectionQueries => ({
  connectionOn: async (line, remoteNumber) => {
    const row = await linesOf(db, remoteNumber).where('line', '=', line).executeTakeFirst()
    return row ? toConnection(row) : null
  },
  connectionsOf: async (remoteNumber) => {
    const rows = await linesOf(db, remoteNumber).orderBy('line').limit(MOST_LINES).execute()
    return rows.map(toConnection)
  },
  lineMessage: async (reference) => {
    const row = await db.outside
      .selectFrom('line_messages')
      .select(['organization_id', 'message_id'])
      .where('reference', '=', reference)
      .executeTakeFirst()
    return row ? { organizationId: row.organization_id, messageId: row.message_id } : null
  },
  conversationOf: async (organizationId, id) => {
    const row = await db
      .of(organizationId)
      .selectFrom('assignments')
      .innerJoin('conversations', (join) =>
        join
          .onRef('conversations.organization_id', '=', 'assignments.organization_id')
          .onRef('conversations.id', '=', 'assignments.conversation_id'),
      )
      .select('conversations.id')
      .where('assignments.organization_id', '=', organizationId)
      .where('assignments.id', '=', id)
      .where('conversations.connection', 'is not', null)
      .executeTakeFirst()
    return row?.id ?? null
  },
  active: async (organizationId, { agentIdentityId, limit, offset }) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('assignments')
      .innerJoin('conversations', (join) =>
        join
          .onRef('conversations.organization_id', '=', 'assignments.organization_id')
          .onRef('conversations.id', '=', 'assignments.conversation_id'),
      )
      .innerJoin('contact_points', (join) =>
        join
          .onRef('contact_points.organization_id', '=', 'conversations.organization_id')
          .onRef('contact_points.id', '=', 'conversations.contact_point_id'),
      )
      .selectAll('assignments')
      .select('contact_points.source_id')
      .where('assignments.organization_id', '=', organizationId)
      .where('assignments.status', '=', 'active')
      .where('assignments.holder_type', '=', 'agent_identity')
      .where('conversations.connection', 'is not', null)
      .$if(agentIdentityId !== null, (query) => query.where('assignments.holder_id', '=', agentIdentityId))
      .orderBy('assignments.assigned_at', 'desc')
      .orderBy('assignments.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return rows.map((row) => ({ assignment: toActiveAssignment(row), remoteNumber: row.source_id }))
  },
})

const linesOf = (db: Database, remoteNumber: string) =>
  db.outside.selectFrom('connection_lines').selectAll().where('remote_number', '=', remoteNumber)

const toConnection = (row: Selectable<ConnectionLineTable>): ConnectionOnLine => ({
  line: row.line,
  organizationId: row.organization_id,
  conversationId: row.conversation_id,
})
