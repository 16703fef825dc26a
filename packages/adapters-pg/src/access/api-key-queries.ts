import type { ApiKeyQueries, ApiKeyUse, ApiKeyUses } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { API_KEY_COLUMNS, toApiKey } from './api-key-rows.ts'

/** Answers questions about keys from the database. */
export const createApiKeyQueries = (db: Database): ApiKeyQueries => ({
  find: async (organizationId, id) => {
    const row = await db
      .of(organizationId)
      .selectFrom('api_keys')
      .select(API_KEY_COLUMNS)
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? toApiKey(row) : null
  },
  list: async (organizationId, { limit, offset }) => {
    const of = db.of(organizationId).selectFrom('api_keys').where('organization_id', '=', organizationId)
    const [rows, { count }] = await Promise.all([
      // Ids are in the order in which they were made.
      of.select(API_KEY_COLUMNS).orderBy('id', 'desc').limit(limit).offset(offset).execute(),
      of.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    ])
    return { keys: rows.map(toApiKey), count }
  },
})

/** Notes in the database when keys were last used, in one statement for each organization. */
export const createApiKeyUses = (db: Database): ApiKeyUses => ({
  record: async (uses) => {
    for (const [organizationId, own] of Map.groupBy(uses, (use) => use.organizationId)) {
      const rows = JSON.stringify(own.map(({ id, at }: ApiKeyUse) => ({ id, at: toIso(at) })))
      await sql`
        update api_keys set last_used_at = used.at
        from json_to_recordset(${rows}::json) as used (id uuid, at timestamptz)
        where api_keys.organization_id = ${organizationId} and api_keys.id = used.id
          and (api_keys.last_used_at is null or api_keys.last_used_at < used.at)`.execute(
        db.of(organizationId),
      )
    }
  },
})
