import type { ConversationId, MessageQueries, OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { type JoinedRow, SENDER_JOINS, SENT_MESSAGE_COLUMNS, toSentMessage } from '../conversations/index.ts'
import type { Database } from '../kernel/database.ts'

/** The attachments of a conversation, by the index on messages that have any. */
export const attachmentsOf =
  (db: Database): MessageQueries['attachments'] =>
  async (organizationId, conversationId, { page, perPage }) => {
    const part = { limit: perPage, offset: (page - 1) * perPage }
    const [count, found] = await Promise.all([
      countAll(organizationId, conversationId).execute(db),
      selectPart(organizationId, conversationId, part).execute(db),
    ])
    return {
      total: count.rows[0]?.total ?? 0,
      attachments: found.rows.map((row) => ({ sent: toSentMessage(row), place: row.place })),
    }
  }

const countAll = (
  organizationId: OrganizationId,
  conversationId: ConversationId,
): RawBuilder<{ readonly total: number }> => sql`
  select coalesce(sum(jsonb_array_length(attachments)), 0)::integer as total
  from messages
  where organization_id = ${organizationId} and conversation_id = ${conversationId}
    and attachments is not null`

const selectPart = (
  organizationId: OrganizationId,
  conversationId: ConversationId,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): RawBuilder<JoinedRow & { readonly place: number }> => sql`
  select ${sql.raw(SENT_MESSAGE_COLUMNS)}, message.place
  from (
    select message.*, place
    from messages as message
    cross join lateral generate_series(0, jsonb_array_length(message.attachments) - 1) as place
    where message.organization_id = ${organizationId} and message.conversation_id = ${conversationId}
      and message.attachments is not null
    order by message.number desc, place desc
    limit ${limit} offset ${offset}
  ) as message
  ${sql.raw(SENDER_JOINS)}
  order by message.number desc, message.place desc`
