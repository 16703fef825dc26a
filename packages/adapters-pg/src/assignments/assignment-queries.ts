import type { AssignmentQueries, ConversationId, InboxId } from '@parlance/core'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { candidatesOf } from '../conversations/index.ts'
import { withConnection } from '../kernel/connection.ts'
import type { Database } from '../kernel/database.ts'

interface WaitingRow {
  readonly id: ConversationId
  readonly inbox_id: InboxId
}

interface AssignmentQueriesParts {
  readonly db: Database
  readonly pool: Pool
}

/** Answers what automatic assignment asks, from the database. */
export const createAssignmentQueries = ({ db, pool }: AssignmentQueriesParts): AssignmentQueries => ({
  candidates: (organizationId, inboxId) =>
    withConnection(pool, organizationId, ({ run }) => candidatesOf(run, organizationId, inboxId)),
  heldBy: async (organizationId, holderId, limit) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('conversations')
      .select('id')
      .where('organization_id', '=', organizationId)
      // Named one by one, so that the index by status and holder serves.
      .where('status', 'in', ['open', 'pending', 'snoozed', 'resolved'])
      .where('holder_id', '=', holderId)
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  },
  waiting: async (organizationId, limit, inboxId = null) => {
    const only = inboxId === null ? sql`` : sql`and conversations.inbox_id = ${inboxId}`
    const { rows } = await sql<WaitingRow>`
      select conversations.id, conversations.inbox_id
      from conversations
      join inboxes
        on inboxes.organization_id = conversations.organization_id and inboxes.id = conversations.inbox_id
      left join teams
        on teams.organization_id = conversations.organization_id and teams.id = conversations.team_id
      where conversations.organization_id = ${organizationId}
        and conversations.status = 'open' and conversations.holder_id is null
        and inboxes.enable_auto_assignment and teams.allow_auto_assign is not false ${only}
      order by coalesce(conversations.waiting_since, conversations.created_at), conversations.id
      limit ${limit}`.execute(db.of(organizationId))
    return rows.map(({ id, inbox_id }) => ({ conversationId: id, inboxId: inbox_id }))
  },
})
