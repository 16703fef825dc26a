import type { InboxQueries, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toInbox } from './inbox-rows.ts'

const LIMIT = 1_000

/** Answers questions about inboxes from the database. */
export const createInboxQueries = (db: Database): InboxQueries => ({
  list: async (organizationId, only) => {
    if (only?.length === 0) return []
    const rows = await inboxes(db, organizationId)
      .$if(only !== null, (query) => query.where('id', 'in', only ?? []))
      .orderBy(sql`lower(name)`)
      .orderBy('number')
      .limit(LIMIT)
      .execute()
    return rows.map(toInbox)
  },
  find: async (organizationId, id) => {
    const row = await inboxes(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toInbox(row) : null
  },
  ofChannel: async (organizationId, type) => {
    const row = await inboxes(db, organizationId)
      .where('channel_type', '=', type)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    return row ? toInbox(row) : null
  },
  findByNumber: async (organizationId, number) => {
    const row = await inboxes(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toInbox(row) : null
  },
})

const inboxes = (db: Database, organizationId: OrganizationId) =>
  db
    .of(organizationId)
    .selectFrom('inboxes')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)
