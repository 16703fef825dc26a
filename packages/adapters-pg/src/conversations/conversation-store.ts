import type {
  Answer,
  Change,
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
import { changeBatch } from './change-batch.ts'
import type { ChangeCommand, Command } from './command.ts'
import type { ChangeParts } from './decide-changes.ts'
import { knownBatch } from './known-batch.ts'
import { createNumberStock } from './number-stock.ts'
import { type AnyCommand, createBatchRunner, type Decisions } from './run-batch.ts'
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
  const changing: ChangeParts = { ids, cache, stock: createNumberStock() }
  const changes = groupsOf<ChangeCommand>(
    parts,
    {
      decide: (connection, organizationId, batch) => changeBatch(connection, changing, organizationId, batch),
      decideKnown: (organizationId, batch) => knownBatch(changing, organizationId, batch),
    },
    ({ key }) => cache.locate(key.organizationId, key) ?? ('number' in key ? key.number : key.id),
  )
  const turns = groupsOf<TurnCommand>(
    // One at a time: each of those who choose must see what the one before chose.
    { ...parts, limits: { ...parts.limits, batch: 1 } },
    {
      decide: (connection, organizationId, batch) => turnBatch(connection, changing, organizationId, batch),
    },
  )
  const starts = groupsOf<StartCommand>(parts, {
    decide: (connection, organizationId, batch) => startBatch(connection, ids, organizationId, batch),
  })
  return {
    change: (key, change) => submit(changes, key, change),
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
      await Promise.all([changes, turns, starts].map((groups) => groups.idle()))
    },
  }
}

/** @param about what a command concerns, where one batch may begin before the last has ended. */
const groupsOf = <C extends AnyCommand>(
  { pool, limits, onRecorded }: ConversationStoreParts,
  decisions: Decisions<C>,
  about?: (command: C) => unknown,
): Groups<OrganizationId, C> => {
  const run = createBatchRunner({ pool, ...decisions, onRecorded })
  return about
    ? createGroups(run, limits, about)
    : createGroups((organizationId, batch) => run(organizationId, batch), limits)
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
