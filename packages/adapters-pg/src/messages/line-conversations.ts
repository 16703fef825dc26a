import type {
  Connection,
  ConversationId,
  InboxId,
  LineConversation,
  LineMessagesQuery,
  LineSight,
  LineSpan,
  LineView,
  OrganizationId,
  Timestamp,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { toIso } from '../kernel/moment.ts'

/** What a statement selects of the conversation `conversation` and its contact point `point`. */
export const LINE_CONVERSATION_COLUMNS = sql.raw(`
  conversation.id as conversation_id, conversation.inbox_id as conversation_inbox_id,
  conversation.connection as conversation_connection, conversation.holder_type as conversation_holder_type,
  conversation.created_at as conversation_created_at, conversation.updated_at as conversation_updated_at,
  point.source_id as remote_number`)

export interface LineConversationRow {
  readonly conversation_id: ConversationId
  readonly conversation_inbox_id: InboxId
  readonly conversation_connection: Connection
  readonly conversation_holder_type: string | null
  readonly conversation_created_at: Timestamp
  readonly conversation_updated_at: Timestamp
  readonly remote_number: string
}

export const toLineConversation = (row: LineConversationRow): LineConversation => ({
  id: row.conversation_id,
  inboxId: row.conversation_inbox_id,
  remoteNumber: row.remote_number,
  connection: row.conversation_connection,
  active: row.conversation_holder_type === 'agent_identity',
  createdAt: row.conversation_created_at,
  updatedAt: row.conversation_updated_at,
})

/** Where a walk through conversations has come to. */
export interface Reached {
  readonly at: Timestamp
  readonly id: ConversationId
}

/** Which conversations a walk comes by. */
export interface Walk {
  readonly organizationId: OrganizationId
  readonly sight: LineSight
  /** About when they were made. */
  readonly made?: LineSpan
  /** Whether messages are sought that are read, or unread; null for any. */
  readonly isRead?: LineMessagesQuery['isRead']
  /** Only those with something at or after this moment. */
  readonly since?: Timestamp | null
}

const lastOf = (kind: 'told' | 'blocked'): RawBuilder<number> =>
  sql`coalesce((conversation.connection -> ${sql.lit(kind)} ->> 'last')::bigint, 0)`

/** The number of the newest message in view; 0 for none. */
export const newestNumber = (view: LineView): RawBuilder<number> =>
  view === 'all' ? sql`greatest(${lastOf('told')}, ${lastOf('blocked')})` : lastOf(view)

/** Of an inbox alone, or of any: then the index keeps the order. */
const inInboxes = (inboxIds: readonly InboxId[]): RawBuilder<unknown> =>
  inboxIds.length === 1
    ? sql`conversation.inbox_id = ${inboxIds[0]}`
    : sql`conversation.inbox_id = any(${[...inboxIds]}::uuid[])`

const UNREAD = sql`((conversation.connection ->> 'unread')::bigint > 0 or conversation.connection ? 'blocked')`

/**
 * The next conversations by their last activity, which is never earlier than a message in view: whoever has found enough
 * that is newer is done.
 */
export const nextConversations = (
  { organizationId, sight, made, isRead, since }: Walk,
  reached: Reached | null,
  limit: number,
): RawBuilder<unknown> => {
  const conditions = [
    sql`conversation.organization_id = ${organizationId}`,
    sql`conversation.connection is not null`,
    sql`${newestNumber(sight.view)} > 0`,
  ]
  if (sight.inboxIds) conditions.push(inInboxes(sight.inboxIds))
  if (made && made.from !== null) conditions.push(sql`conversation.created_at >= ${toIso(made.from)}`)
  if (made && made.before !== null) conditions.push(sql`conversation.created_at < ${toIso(made.before)}`)
  if (isRead === false) conditions.push(UNREAD)
  if (since != null) conditions.push(sql`conversation.last_activity_at >= ${toIso(since)}`)
  if (reached) {
    conditions.push(
      sql`(conversation.last_activity_at, conversation.id) < (${toIso(reached.at)}::timestamptz, ${reached.id}::uuid)`,
    )
  }
  return sql`(
    select * from conversations as conversation
    where ${sql.join(conditions, sql` and `)}
    order by conversation.last_activity_at desc, conversation.id desc
    limit ${limit}
  )`
}
