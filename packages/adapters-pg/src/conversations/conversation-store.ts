import type {
  Answer,
  Change,
  ConversationKey,
  ConversationStore,
  IdSource,
  OrganizationId,
  RecordedEvent,
} from '@parlance/core'
import type { Pool } from 'pg'
import { withConnection } from '../kernel/connection.ts'
import type { Database } from '../kernel/database.ts'
import { createGroups, type GroupLimits, type Groups } from '../kernel/group-commit.ts'
import { statement } from '../kernel/statement.ts'
import { toAssignment } from './assignment-rows.ts'
import { type ChangeCommand, changeBatch } from './change-batch.ts'
import type { Command } from './command.ts'
import { type AnyCommand, createBatchRunner, type DecideBatch } from './run-batch.ts'
import { type JoinedRow, SENDER_JOINS, SENT_MESSAGE_COLUMNS, toSentMessage } from './sent-message-rows.ts'
import { type StartCommand, startBatch } from './start-batch.ts'
import { createStateCache } from './state-cache.ts'
import { type TurnCommand, turnBatch } from './turn-batch.ts'

interface ConversationStoreParts {
  readonly db: Database
  readonly pool: Pool
  readonly ids: IdSource
  readonly limits: GroupLimits
  readonly onRecorded: (organizationId: OrganizationId, events: readonly RecordedEvent[]) => void
}

/** The store, and how to wait until all that it took on is written. */
export interface PgConversationStore extends ConversationStore {
  readonly idle: () => Promise<void>
}

const ASSIGNMENTS_LIMIT = 1_000

/**
 * Batches of an organization's changes that run side by side: while the database carries one out, the next is read and
 * decided. A conversation stays in its lane, so that they don't wait for each other.
 */
const LANES = 2

/** A state is some ten kilobytes. */
const CACHED_STATES = 2_000

const MESSAGE = statement<JoinedRow>(
  'message-by-id',
  `select ${SENT_MESSAGE_COLUMNS} from messages as message ${SENDER_JOINS}
   where message.organization_id = $1 and message.id = $2`,
)

/** Writes what happens in conversations, many callers' changes in one transaction. */
export const createConversationStore = (parts: ConversationStoreParts): PgConversationStore => {
  const { db, pool, ids } = parts
  const cache = createStateCache(CACHED_STATES)
  const changes = Array.from({ length: LANES }, () =>
    groupsOf<ChangeCommand>(parts, (connection, organizationId, batch) =>
      changeBatch(connection, { ids, cache }, organizationId, batch),
    ),
  )
  const turns = groupsOf<TurnCommand>(
    // One at a time: each of those who choose must see what the one before chose.
    { ...parts, limits: { ...parts.limits, batch: 1 } },
    (connection, organizationId, batch) => turnBatch(connection, { ids, cache }, organizationId, batch),
  )
  const starts = groupsOf<StartCommand>(parts, (connection, organizationId, batch) =>
    startBatch(connection, ids, organizationId, batch),
  )
  return {
    change: (key, change) => submit(laneOf(changes, key), key, change),
    changeInTurn: (key, change) => submit(turns, key, change),
    start: (key, change) => submit(starts, key, change),
    assignments: async (organizationId, conversationId) => {
      const rows = await db
        .of(organizationId)
        .selectFrom('assignments')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('conversation_id', '=', conversationId)
        .orderBy('assigned_at')
        .orderBy('id')
        .limit(ASSIGNMENTS_LIMIT)
        .execute()
      return rows.map(toAssignment)
    },
    message: async (organizationId, id) => {
      const [row] = await withConnection(pool, organizationId, ({ run }) =>
        run(MESSAGE, [organizationId, id]),
      )
      return row ? toSentMessage(row) : null
    },
    idle: async () => {
      await Promise.all([...changes, turns, starts].map((groups) => groups.idle()))
    },
  }
}

const groupsOf = <C extends AnyCommand>(
  { pool, limits, onRecorded }: ConversationStoreParts,
  decide: DecideBatch<C>,
): Groups<OrganizationId, C> => createGroups(createBatchRunner({ pool, decide, onRecorded }), limits)

/** By the number or the id: where a conversation is asked for by both, its lock puts the two in a row. */
const laneOf = <Lane>(lanes: readonly Lane[], key: ConversationKey): Lane => {
  const place = 'number' in key ? key.number : Number.parseInt(key.id.slice(-6), 16)
  return lanes[place % lanes.length] as Lane
}

/** Waits in the queue of the organization. What comes back is what this very change's rule answered. */
const submit = <Key extends { readonly organizationId: OrganizationId }, State, A, E, R>(
  groups: Groups<OrganizationId, Command<Key, State>>,
  key: Key,
  change: Change<State, A, E>,
): Promise<Answer<A, E | R>> =>
  new Promise((resolve, reject) => {
    groups.submit(key.organizationId, {
      key,
      change,
      resolve: (answer) => resolve(answer as Answer<A, E | R>),
      reject,
    })
  })
