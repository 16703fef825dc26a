import type { CannedResponseQueries, CannedResponseStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { unlessTaken } from '../kernel/unless-taken.ts'
import {
  type CannedResponseRow,
  fromCannedResponse,
  settingsOf,
  toCannedResponse,
} from './canned-response-rows.ts'

const LIMIT = 1_000

/** The organization's canned responses in one transaction. */
export const createCannedResponseStore = (
  db: Executor,
  organizationId: OrganizationId,
): CannedResponseStore => ({
  findByNumber: async (number) => {
    const row = await db
      .selectFrom('canned_responses')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? toCannedResponse(row) : null
  },
  count: async () => {
    const { count } = await db
      .selectFrom('canned_responses')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (response) => {
    const row = await db
      .insertInto('canned_responses')
      .values({ ...fromCannedResponse(response), organization_id: organizationId })
      .onConflict((conflict) => conflict.columns(['organization_id', 'short_code']).doNothing())
      .returningAll()
      .executeTakeFirst()
    return row ? toCannedResponse(row) : null
  },
  update: (response) =>
    unlessTaken(db, () =>
      db
        .updateTable('canned_responses')
        .set(settingsOf(response))
        .where('organization_id', '=', organizationId)
        .where('id', '=', response.id)
        .execute(),
    ),
  remove: async (id) => {
    await db
      .deleteFrom('canned_responses')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
})

/** Answers questions about canned responses from the database. */
export const createCannedResponseQueries = (db: Database): CannedResponseQueries => ({
  list: async (organizationId, search) => {
    const sought = search ?? ''
    // Positions, and not patterns: what is searched for may have a % in it. Nothing is found at 1 everywhere.
    const { rows } = await sql<CannedResponseRow>`
      select canned_responses.*
      from canned_responses
      cross join lateral (
        select position(lower(${sought}) in lower(canned_responses.short_code)) as in_code,
          position(lower(${sought}) in lower(canned_responses.content)) as in_content
      ) as found
      where canned_responses.organization_id = ${organizationId} and (in_code > 0 or in_content > 0)
      order by case when in_code = 1 then 0 when in_code > 0 then 1 else 2 end,
        canned_responses.short_code collate "C"
      limit ${LIMIT}`.execute(db.of(organizationId))
    return rows.map(toCannedResponse)
  },
})
