import type { AttachmentsOf, MessageQueries, OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { type JoinedRow, SENDER_JOINS, SENT_MESSAGE_COLUMNS, toSentMessage } from '../conversations/index.ts'
import type { Database } from '../kernel/database.ts'

/** The attachments of conversations, by the index on messages that have any. */
export const attachmentsOf =
  (db: Database): MessageQueries['attachments'] =>
  async (organizationId, of, { page, perPage }) => {
    const part = { limit: perPage, offset: (page - 1) * perPage }
    const [count, found] = await Promise.all([
      countAll(organizationId, of).execute(db.of(organizationId)),
      selectPart(organizationId, of, part).execute(db.of(organizationId)),
    ])
    return {
      total: count.rows[0]?.total ?? 0,
      attachments: found.rows.map((row) => ({ sent: toSentMessage(row), place: row.place })),
    }
  }

/** Ids of the conversations that are asked about. */
const conversations = (organizationId: OrganizationId, of: AttachmentsOf): RawBuilder<unknown> =>
  'conversationId' in of
    ? sql`${of.conversationId}`
    : sql`
        select id from conversations
        where organization_id = ${organizationId} and contact_id = ${of.contactId}
          and (${of.inboxIds}::uuid[] is null or inbox_id = any(${of.inboxIds}::uuid[]))`

const countAll = (
  organizationId: OrganizationId,
  of: AttachmentsOf,
): RawBuilder<{ readonly total: number }> => sql`
  select coalesce(sum(jsonb_array_length(attachments)), 0)::integer as total
  from messages
  where organization_id = ${organizationId} and conversation_id in (${conversations(organizationId, of)})
    and attachments is not null`

const selectPart = (
  organizationId: OrganizationId,
  of: AttachmentsOf,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): RawBuilder<JoinedRow & { readonly place: number }> => sql`
  select ${sql.raw(SENT_MESSAGE_COLUMNS)}, message.place
  from (
    select message.*, place
    from messages as message
    cross join lateral generate_series(0, jsonb_array_length(message.attachments) - 1) as place
    where message.organization_id = ${organizationId}
      and message.conversation_id in (${conversations(organizationId, of)})
      and message.attachments is not null
    order by message.number desc, place desc
    limit ${limit} offset ${offset}
  ) as message
  ${sql.raw(SENDER_JOINS)}
  order by message.number desc, message.place desc`
