import {
  CLOSED_ATTRIBUTE,
  type ContactId,
  type ConversationId,
  DOMAIN_STATUSES,
  MOST_COUNTED,
  type OrganizationId,
  type SupportFilter,
  type SupportQueries,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { type JoinedRow, SENDER_JOINS, SENT_MESSAGE_COLUMNS, toSentMessage } from '../conversations/index.ts'
import type { Database } from '../kernel/database.ts'

/** Answers questions about conversations with support from the database. */
export const createSupportQueries = ({ db }: { readonly db: Database }): SupportQueries => ({
  requester: async (organizationId, email) => {
    const { rows } = await sql<{ readonly id: ContactId }>`
      select id from contacts
      where organization_id = ${organizationId} and lower_email = lower(${email}) limit 1`.execute(
      db.of(organizationId),
    )
    return rows[0]?.id ?? null
  },
  conversations: async (organizationId, filter, { limit, offset }) => {
    const { rows } = await sql<{ readonly id: ConversationId }>`
      select id from conversations
      where ${matches(organizationId, filter)}
      order by number desc
      limit ${limit} offset ${offset}`.execute(db.of(organizationId))
    return rows.map(({ id }) => id)
  },
  count: async (organizationId, filter) => {
    const { rows } = await sql<{ readonly count: number }>`
      select count(*) as count
      from (select 1 from conversations where ${matches(organizationId, filter)} limit ${MOST_COUNTED}) as found
    `.execute(db.of(organizationId))
    return rows[0]?.count ?? 0
  },
  messages: async (organizationId, conversationId, { limit, offset, withNotes }) => {
    const said = sql`
      message.organization_id = ${organizationId} and message.conversation_id = ${conversationId}
      and message.kind <> 'activity' and (${withNotes} or not message.private)`
    const [{ rows: counted }, { rows }] = await Promise.all([
      sql<{
        readonly count: number
      }>`select count(*) as count from messages as message where ${said}`.execute(db.of(organizationId)),
      sql<JoinedRow>`
        select ${sql.raw(SENT_MESSAGE_COLUMNS)}
        from (
          select * from messages as message where ${said}
          order by message.number limit ${limit} offset ${offset}
        ) as message
        ${sql.raw(SENDER_JOINS)}
        order by message.number`.execute(db.of(organizationId)),
    ])
    return { count: counted[0]?.count ?? 0, messages: rows.map(toSentMessage) }
  },
})

const matches = (
  organizationId: OrganizationId,
  { inboxId, contactId, status }: SupportFilter,
): RawBuilder<unknown> => {
  const conditions = [sql`organization_id = ${organizationId}`, sql`inbox_id = ${inboxId}`]
  if (contactId !== null) conditions.push(sql`contact_id = ${contactId}`)
  if (status !== null) {
    conditions.push(sql`status = any(${[...DOMAIN_STATUSES[status]]}::text[])`)
    const closed = sql`coalesce((additional_attributes -> ${CLOSED_ATTRIBUTE}::text) = 'true'::jsonb, false)`
    if (status === 'closed') conditions.push(closed)
    if (status === 'resolved') conditions.push(sql`not ${closed}`)
  }
  return sql.join(conditions, sql` and `)
}
