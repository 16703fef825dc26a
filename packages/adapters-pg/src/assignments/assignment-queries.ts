import type { AssignmentQueries, ConversationId, InboxId, Timestamp } from '@parlance/core'
import { sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Database } from '../kernel/database.ts'
import { listed } from '../kernel/recordset.ts'

const CANDIDATES_LIMIT = 1_000
const MEMBER = sql.raw(listed(MEMBER_COLUMNS.map((column) => `members.${column}`)))

interface WaitingRow {
  readonly id: ConversationId
  readonly inbox_id: InboxId
}

/** Answers what automatic assignment asks, from the database. */
export const createAssignmentQueries = (db: Database): AssignmentQueries => ({
  candidates: async (organizationId, inboxId) => {
    const { rows } = await sql<MemberRow & { readonly last_assigned_at: Timestamp | null }>`
      select ${MEMBER}, (
        select max(assignments.assigned_at) from assignments
        where assignments.organization_id = ${organizationId} and assignments.inbox_id = ${inboxId}
          and assignments.holder_id = members.id
      ) as last_assigned_at
      from inbox_members
      join members
        on members.organization_id = inbox_members.organization_id and members.id = inbox_members.member_id
      where inbox_members.organization_id = ${organizationId} and inbox_members.inbox_id = ${inboxId}
      order by members.number
      limit ${CANDIDATES_LIMIT}`.execute(db)
    return rows.map((row) => ({ member: toMember(row), lastAssignedAt: row.last_assigned_at }))
  },
  heldBy: async (organizationId, holderId, limit) => {
    const rows = await db
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
  waiting: async (organizationId, limit) => {
    const { rows } = await sql<WaitingRow>`
      select conversations.id, conversations.inbox_id
      from conversations
      join inboxes
        on inboxes.organization_id = conversations.organization_id and inboxes.id = conversations.inbox_id
      where conversations.organization_id = ${organizationId}
        and conversations.status = 'open' and conversations.holder_id is null
        and inboxes.enable_auto_assignment
      order by coalesce(conversations.waiting_since, conversations.created_at), conversations.id
      limit ${limit}`.execute(db)
    return rows.map(({ id, inbox_id }) => ({ conversationId: id, inboxId: inbox_id }))
  },
})
