import type {
  ConversationId,
  MessageQueries,
  MessageWindow,
  OrganizationId,
  SentMessage,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import {
  type JoinedRow,
  newestMessages,
  SENDER_JOINS,
  SENT_MESSAGE_COLUMNS,
  says,
  toSentMessage,
} from '../conversations/index.ts'
import type { Database } from '../kernel/database.ts'
import { attachmentsOf } from './attachments-of.ts'

/** Answers questions about messages from the database. */
export const createMessageQueries = (db: Database): MessageQueries => ({
  list: async (organizationId, conversationId, window) => {
    const { rows } = await selectWindow(organizationId, conversationId, window).execute(db.of(organizationId))
    return rows.map(toSentMessage)
  },
  attachments: attachmentsOf(db),
  newestOf: async (organizationId, conversationIds, limit) => {
    const { rows } = await selectNewest(organizationId, conversationIds, limit).execute(db.of(organizationId))
    const newest = new Map<ConversationId, SentMessage[]>(conversationIds.map((id) => [id, []]))
    for (const sent of rows.map(toSentMessage)) newest.get(sent.message.conversationId)?.push(sent)
    return newest
  },
  search: async (organizationId, { text, inboxIds, page: { page, perPage } }) => {
    const within = inboxIds === null ? sql`` : sql`and recent.inbox_id = any(${[...inboxIds]}::uuid[])`
    const { rows } = await sql<JoinedRow>`
      select ${COLUMNS}
      from (
        select * from ${newestMessages(organizationId)} as recent
        where ${says(text)} ${within}
        order by recent.number desc
        limit ${perPage} offset ${(page - 1) * perPage}
      ) as message
      ${SENDERS}
      order by message.number desc`.execute(db.of(organizationId))
    return rows.map(toSentMessage)
  },
  saying: async (organizationId, conversationIds, text, limit) => {
    const { rows } = await selectSaying(organizationId, conversationIds, text, limit).execute(
      db.of(organizationId),
    )
    const saying = new Map<ConversationId, SentMessage[]>(conversationIds.map((id) => [id, []]))
    for (const sent of rows.map(toSentMessage)) saying.get(sent.message.conversationId)?.push(sent)
    return saying
  },
})

const COLUMNS = sql.raw(SENT_MESSAGE_COLUMNS)
const SENDERS = sql.raw(SENDER_JOINS)
const PUBLIC = sql`not message.private and message.kind <> 'activity'`

const isFromTheEnd = ({ after }: MessageWindow): boolean => after === null

const selectWindow = (
  organizationId: OrganizationId,
  conversationId: ConversationId,
  window: MessageWindow,
): RawBuilder<JoinedRow> => {
  const { before, after, includeAfter, limit, publicOnly } = window
  const conditions = [
    sql`message.organization_id = ${organizationId}`,
    sql`message.conversation_id = ${conversationId}`,
  ]
  if (before !== null) conditions.push(sql`message.number < ${before}`)
  if (after !== null) {
    conditions.push(includeAfter ? sql`message.number >= ${after}` : sql`message.number > ${after}`)
  }
  if (publicOnly) conditions.push(PUBLIC)
  return sql`
    select ${COLUMNS}
    from (
      select * from messages as message
      where ${sql.join(conditions, sql` and `)}
      order by message.number ${isFromTheEnd(window) ? sql`desc` : sql`asc`}
      limit ${limit}
    ) as message
    ${SENDERS}
    order by message.number`
}

const selectNewest = (
  organizationId: OrganizationId,
  conversationIds: readonly ConversationId[],
  limit: number,
): RawBuilder<JoinedRow> => sql`
  select ${COLUMNS}
  from unnest(${[...conversationIds]}::uuid[]) as wanted (id)
  cross join lateral (
    select * from messages as message
    where message.organization_id = ${organizationId} and message.conversation_id = wanted.id and ${PUBLIC}
    order by message.number desc
    limit ${limit}
  ) as message
  ${SENDERS}
  order by message.number`

const selectSaying = (
  organizationId: OrganizationId,
  conversationIds: readonly ConversationId[],
  text: string,
  limit: number,
): RawBuilder<JoinedRow> => sql`
  select ${COLUMNS}
  from unnest(${[...conversationIds]}::uuid[]) as wanted (id)
  cross join lateral (
    select * from messages as recent
    where recent.organization_id = ${organizationId} and recent.conversation_id = wanted.id and ${says(text)}
    order by recent.number desc
    limit ${limit}
  ) as message
  ${SENDERS}
  order by message.number desc`
