import type {
  ConversationFilter,
  ConversationId,
  ConversationQueries,
  ConversationState,
  OrganizationId,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { withConnection } from '../kernel/connection.ts'
import { customKeysIn } from '../kernel/custom-keys.ts'
import type { Database } from '../kernel/database.ts'
import { selectDraft, selectParticipants } from './conversation-shelf.ts'
import { selectCounts } from './count-conversations.ts'
import { countUnread } from './count-unread.ts'
import type { KnownFilter } from './filter-conversations.ts'
import { selectPage } from './list-conversations.ts'
import { loadStates } from './load-states.ts'
import { fewTagged } from './tag-rows.ts'
import { areTallied, talliedCounts } from './tallies.ts'
import { selectLastIncoming, selectOrganizationsToWake, selectToWake } from './wake-up-queries.ts'

interface ConversationQueriesParts {
  readonly db: Database
  readonly pool: Pool
}

/** Answers questions about conversations from the database. */
export const createConversationQueries = ({ db, pool }: ConversationQueriesParts): ConversationQueries => {
  const load = async (organizationId: OrganizationId, ids: readonly ConversationId[]) => {
    const states = await withConnection(pool, organizationId, (connection) =>
      loadStates(connection, organizationId, ids),
    )
    return ids.flatMap((id): readonly ConversationState[] => {
      const state = states.get(id)
      return state ? [state] : []
    })
  }
  const knownFilter = async (
    organizationId: OrganizationId,
    filter: ConversationFilter,
  ): Promise<KnownFilter> => ({ ...filter, tagged: await fewTagged(db, organizationId, filter) })
  return {
    find: async (organizationId, key) => {
      const id = 'id' in key ? key.id : await idOf(db, organizationId, key.number)
      const [state] = id === null ? [] : await load(organizationId, [id])
      return state ?? null
    },
    findAll: load,
    list: async (organizationId, query) => {
      const filter = await knownFilter(organizationId, query.filter)
      const { rows } = await selectPage(organizationId, { ...query, filter }).execute(db.of(organizationId))
      return load(
        organizationId,
        rows.map(({ id }) => id),
      )
    },
    lastIncoming: (organizationId, number) => selectLastIncoming(db, organizationId, number),
    organizationsToWake: (now, limit) => selectOrganizationsToWake(db, now, limit),
    conversationsToWake: (organizationId, now, limit) => selectToWake(db, organizationId, { now, limit }),
    participants: (organizationId, id) => selectParticipants(db.of(organizationId), organizationId, id),
    draft: (organizationId, id) => selectDraft(db.of(organizationId), organizationId, id),
    counts: async (organizationId, filter, me) => {
      if (areTallied(filter)) {
        return withConnection(pool, organizationId, ({ run }) =>
          talliedCounts(run, organizationId, filter, me),
        )
      }
      const { rows } = await selectCounts(
        organizationId,
        await knownFilter(organizationId, filter),
        me,
      ).execute(db.of(organizationId))
      const { mine = 0, assigned = 0, all = 0 } = rows[0] ?? {}
      return { mine, assigned, unassigned: all - assigned, all }
    },
    unread: (organizationId, inboxIds) => countUnread(db, organizationId, inboxIds),
    customKeys: (organizationId, keys) => customKeysIn(db, sql`conversations`, organizationId, keys),
  }
}

const idOf = async (
  db: Database,
  organizationId: OrganizationId,
  number: number,
): Promise<ConversationId | null> => {
  const { rows } = await sql<{ readonly id: ConversationId }>`
    select id from conversations where organization_id = ${organizationId} and number = ${number}`.execute(
    db.of(organizationId),
  )
  return rows[0]?.id ?? null
}
