import {
  countsInView,
  isReadBy,
  type LineMessage,
  type LineMessagesQuery,
  type LineQueries,
  type LineSight,
  type LineSummary,
  type LineView,
  type MessageId,
  type OrganizationId,
  type Timestamp,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { MESSAGE_ROW_COLUMNS, messageIn, toMessage } from '../conversations/index.ts'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { prefixed } from '../kernel/prefixed.ts'
import {
  LINE_CONVERSATION_COLUMNS,
  type LineConversationRow,
  newestNumber,
  nextConversations,
  type Reached,
  toLineConversation,
  type Walk,
} from './line-conversations.ts'

/** Answers questions about conversations on connection channels from the database. */
export const createLineQueries = (db: Database): LineQueries => ({
  conversations: summaries(db),
  conversation: async (organizationId, id) => {
    const { rows } = await sql<LineConversationRow>`
      select ${LINE_CONVERSATION_COLUMNS}
      from conversations as conversation
      ${POINT}
      where conversation.organization_id = ${organizationId} and conversation.id = ${id}
        and conversation.connection is not null`.execute(db.of(organizationId))
    return rows[0] ? toLineConversation(rows[0]) : null
  },
  messages: async (organizationId, sight, query) => {
    const ids =
      query.conversationId === null
        ? await newestAnywhere(db, organizationId, sight, query)
        : await newestInConversation(db, organizationId, sight, query)
    return messagesOf(db, organizationId, ids)
  },
  message: async (organizationId, id) => (await messagesOf(db, organizationId, [id]))[0] ?? null,
})

const POINT = sql`
  join contact_points as point
    on point.organization_id = conversation.organization_id and point.id = conversation.contact_point_id`

const MESSAGE = sql.raw(prefixed('message', MESSAGE_ROW_COLUMNS))

type MessageRow = LineConversationRow & Readonly<Record<string, unknown>>

/** Conversations that a walk begins with: few, since what is newest is mostly in them, and more where it is not. */
const FIRST_PORTION = 50
const LARGEST_PORTION = 1_000

/**
 * Walks through conversations until the first `wanted` of what is found are newer than anything that is still to come.
 * `find` gives what a portion has, and where it ends; null at the end of all.
 */
const walk = async <T>(
  { wanted, first }: { readonly wanted: number; readonly first: number },
  newest: { readonly at: (item: T) => Timestamp; readonly number: (item: T) => number },
  find: (
    reached: Reached | null,
    portion: number,
  ) => Promise<{ readonly items: readonly T[]; readonly reached: Reached | null }>,
): Promise<readonly T[]> => {
  let found: readonly T[] = []
  let reached: Reached | null = null
  let portion = Math.min(first, LARGEST_PORTION)
  for (;;) {
    const next: Awaited<ReturnType<typeof find>> = await find(reached, portion)
    found = [...found, ...next.items]
      .sort((left, right) => newest.at(right) - newest.at(left) || newest.number(right) - newest.number(left))
      .slice(0, wanted)
    reached = next.reached
    const last = found[wanted - 1]
    if (!reached || (last !== undefined && newest.at(last) > reached.at)) return found
    portion = Math.min(2 * portion, LARGEST_PORTION)
  }
}

interface Preview {
  readonly id: MessageId
  readonly number: number
  readonly at: Timestamp
}

const NEWEST = { at: ({ at }: Preview) => at, number: ({ number }: Preview) => number }

const reachedBy = (
  rows: readonly { readonly reached_id: Reached['id']; readonly reached_at: Timestamp }[],
  portion: number,
): Reached | null => {
  const last = rows.at(-1)
  return last && rows.length === portion ? { at: last.reached_at, id: last.reached_id } : null
}

const summaries =
  (db: Database): LineQueries['conversations'] =>
  async (organizationId, sight, { limit, offset, ...made }) => {
    const walking: Walk = { organizationId, sight, made }
    const wanted = offset + limit
    const size = { wanted, first: Math.max(FIRST_PORTION, wanted) }
    const found = await walk<Preview>(size, NEWEST, async (reached, portion) => {
      const { rows } = await sql<{
        reached_id: Reached['id']
        reached_at: Timestamp
        message_id: MessageId
        number: number
        created_at: Timestamp
      }>`
        select conversation.id as reached_id, conversation.last_activity_at as reached_at,
          message.id as message_id, message.number, message.created_at
        from ${nextConversations(walking, reached, portion)} as conversation
        join messages as message
          on message.organization_id = conversation.organization_id
          and message.conversation_id = conversation.id and message.number = ${newestNumber(sight.view)}
        order by conversation.last_activity_at desc, conversation.id desc`.execute(db.of(organizationId))
      const items = rows.map((row) => ({ id: row.message_id, number: row.number, at: row.created_at }))
      return { items, reached: reachedBy(rows, portion) }
    })
    const rows = await rowsOf(
      db,
      organizationId,
      found.slice(offset).map(({ id }) => id),
    )
    return rows.map((row) => toSummary(row, sight.view))
  }

const toSummary = (row: MessageRow, view: LineView): LineSummary => {
  const conversation = toLineConversation(row)
  return { conversation, latest: toMessage(messageIn(row)), ...countsInView(conversation.connection, view) }
}

const isRead = sql`
  (message.kind <> 'incoming' or (not (message.line ->> 'isBlocked')::boolean
    and message.number <= (conversation.connection ->> 'readThrough')::bigint))`

/** What is asked of a message, besides where it is. */
const conditionsOf = ({ view }: LineSight, query: LineMessagesQuery): RawBuilder<unknown> => {
  const conditions = [sql`message.line is not null`, sql`not message.private`]
  if (view !== 'all')
    conditions.push(sql`(message.line ->> 'isBlocked')::boolean = ${sql.lit(view === 'blocked')}`)
  if (query.isRead !== null) conditions.push(query.isRead ? isRead : sql`not ${isRead}`)
  if (query.from !== null) conditions.push(sql`message.created_at >= ${toIso(query.from)}`)
  if (query.before !== null) conditions.push(sql`message.created_at < ${toIso(query.before)}`)
  return sql.join(conditions, sql` and `)
}

const newestInConversation = async (
  db: Database,
  organizationId: OrganizationId,
  sight: LineSight,
  query: LineMessagesQuery,
): Promise<readonly MessageId[]> => {
  const among = sight.inboxIds ? sql`and conversation.inbox_id = any(${[...sight.inboxIds]}::uuid[])` : sql``
  const { rows } = await sql<{ id: MessageId }>`
    select message.id
    from messages as message
    join conversations as conversation
      on conversation.organization_id = message.organization_id and conversation.id = message.conversation_id
    where message.organization_id = ${organizationId} and message.conversation_id = ${query.conversationId}
      and conversation.connection is not null ${among} and ${conditionsOf(sight, query)}
    order by message.number desc
    limit ${query.limit} offset ${query.offset}`.execute(db.of(organizationId))
  return rows.map(({ id }) => id)
}

const newestAnywhere = async (
  db: Database,
  organizationId: OrganizationId,
  sight: LineSight,
  query: LineMessagesQuery,
): Promise<readonly MessageId[]> => {
  const wanted = query.offset + query.limit
  const walking: Walk = { organizationId, sight, isRead: query.isRead, since: query.from }
  const size = { wanted, first: FIRST_PORTION }
  const found = await walk<Preview>(size, NEWEST, async (reached, portion) => {
    const { rows: next } = await sql<{ reached_id: Reached['id']; reached_at: Timestamp }>`
      select conversation.id as reached_id, conversation.last_activity_at as reached_at
      from ${nextConversations(walking, reached, portion)} as conversation`.execute(db.of(organizationId))
    const ids = next.map(({ reached_id }) => reached_id)
    const { rows } = await sql<{ id: MessageId; number: number; created_at: Timestamp }>`
      select message.id, message.number, message.created_at
      from conversations as conversation
      cross join lateral (
        select message.id, message.number, message.created_at from messages as message
        where message.organization_id = ${organizationId} and message.conversation_id = conversation.id
          and ${conditionsOf(sight, query)}
        order by message.number desc
        limit ${wanted}
      ) as message
      where conversation.organization_id = ${organizationId} and conversation.id = any(${ids}::uuid[])
      order by message.created_at desc, message.number desc
      limit ${wanted}`.execute(db.of(organizationId))
    const items = rows.map(({ id, number, created_at }) => ({ id, number, at: created_at }))
    return { items, reached: reachedBy(next, portion) }
  })
  return found.slice(query.offset).map(({ id }) => id)
}

/** The messages with these ids and their conversations, in the order of the ids. */
const rowsOf = async (
  db: Database,
  organizationId: OrganizationId,
  ids: readonly MessageId[],
): Promise<readonly MessageRow[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<MessageRow>`
    select ${MESSAGE}, ${LINE_CONVERSATION_COLUMNS}
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    join messages as message on message.organization_id = ${organizationId} and message.id = wanted.id
    join conversations as conversation
      on conversation.organization_id = message.organization_id and conversation.id = message.conversation_id
    ${POINT}
    where conversation.connection is not null and message.line is not null
    order by wanted.place`.execute(db.of(organizationId))
  return rows
}

const messagesOf = async (
  db: Database,
  organizationId: OrganizationId,
  ids: readonly MessageId[],
): Promise<readonly LineMessage[]> =>
  (await rowsOf(db, organizationId, ids)).map((row) => {
    const message = toMessage(messageIn(row))
    return {
      message,
      remoteNumber: row.remote_number,
      isRead: isReadBy(row.conversation_connection, message),
    }
  })
