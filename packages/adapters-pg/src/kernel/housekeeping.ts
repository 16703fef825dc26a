import type { Housekeeping, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { toIso } from './moment.ts'

/** Removes what has served its time. */
export const createHousekeeping = (db: Database): Housekeeping => ({
  forgetIdempotencyKeys: async (organizationId, before, limit) => {
    const { rows } = await sql`
      with old as (
        select scope, key from idempotency_keys
        where organization_id = ${organizationId} and created_at < ${toIso(before)}::timestamptz
        order by created_at
        limit ${limit}
        for update skip locked
      )
      delete from idempotency_keys as forgotten using old
      where forgotten.organization_id = ${organizationId}
        and forgotten.scope = old.scope and forgotten.key = old.key
      returning forgotten.key`.execute(db.of(organizationId))
    return rows.length
  },
  organizations: async (afterNumber, limit) => {
    const rows = await db.outside
      .selectFrom('account_numbers')
      .select(['organization_id', 'number'])
      .where('number', '>', afterNumber)
      .orderBy('number')
      .limit(limit)
      .execute()
    return rows.map(({ organization_id, number }): { id: OrganizationId; number: number } => ({
      id: organization_id,
      number,
    }))
  },
})
