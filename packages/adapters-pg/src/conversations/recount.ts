import type { OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import { createDatabase, type Database } from '../kernel/database.ts'

const PORTION = 1_000

/**
 * Counts the conversations of every organization anew, and leads their tags to them anew, after somebody wrote past the
 * program. While an organization is counted, nothing is written in conversations.
 *
 * @returns how many organizations were counted.
 */
export const recountConversations = async (pool: Pool): Promise<number> => {
  const db = createDatabase(pool)
  let counted = 0
  let after = 0
  for (;;) {
    const organizations = await portion(db, after)
    for (const { id } of organizations) await recount(db, id)
    counted += organizations.length
    const last = organizations.at(-1)
    if (!last || organizations.length < PORTION) return counted
    after = last.number
  }
}

const portion = async (db: Database, after: number) => {
  const rows = await db.outside
    .selectFrom('account_numbers')
    .select(['organization_id', 'number'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(PORTION)
    .execute()
  return rows.map(({ organization_id, number }) => ({ id: organization_id, number }))
}

const recount = (db: Database, organizationId: OrganizationId): Promise<void> =>
  db
    .of(organizationId)
    .transaction()
    .execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      await sql`set local lock_timeout = '60s'`.execute(tx)
      // Readers go on; whoever writes waits, so that nothing is counted twice or not at all.
      await sql`lock table conversations in share row exclusive mode`.execute(tx)
      await sql`delete from conversation_tallies where organization_id = ${organizationId}`.execute(tx)
      await sql`
      insert into conversation_tallies (organization_id, whose, status, inbox_id, conversations)
      select ${organizationId}, tally.whose, status, inbox_id, count(*)
      from conversations
      cross join lateral (
        values ('all'), (case when holder_id is not null then 'held' end), (holder_id::text)
      ) as tally (whose)
      where organization_id = ${organizationId} and tally.whose is not null
      group by tally.whose, status, inbox_id`.execute(tx)
      await sql`delete from conversation_tags where organization_id = ${organizationId}`.execute(tx)
      await sql`
      insert into conversation_tags (organization_id, tag, conversation_id)
      select distinct ${organizationId}::uuid, lower(tag), id
      from conversations cross join unnest(tags) as tag
      where organization_id = ${organizationId}`.execute(tx)
    })
