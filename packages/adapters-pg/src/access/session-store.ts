import { MOST_SESSIONS, type OrganizationId, type SessionId, type SessionStore } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromSession, toSession } from './sign-in-rows.ts'

/** The organization's sessions in one transaction. */
export const createSessionStore = (db: Executor, organizationId: OrganizationId): SessionStore => ({
  insert: async (session) => {
    await db.insertInto('sessions').values(fromSession(session)).execute()
    await sql`
      with newest as (
        select id from sessions
        where organization_id = ${organizationId} and member_id = ${session.memberId}
        order by rotated_at desc, id desc
        offset ${MOST_SESSIONS}
      )
      delete from sessions as ended using newest
      where ended.organization_id = ${organizationId} and ended.id = newest.id`.execute(db)
  },
  lock: async (id) => {
    const row = await db
      .selectFrom('sessions')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    return row ? toSession(row) : null
  },
  update: async (session) => {
    const { organization_id: _organization, id: _id, ...columns } = fromSession(session)
    await db
      .updateTable('sessions')
      .set(columns)
      .where('organization_id', '=', organizationId)
      .where('id', '=', session.id)
      .execute()
  },
  end: async (id) => {
    await db
      .deleteFrom('sessions')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
  endAll: async (memberId, but) => {
    await db
      .deleteFrom('sessions')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', memberId)
      .$if(but !== undefined, (query) => query.where('id', '<>', but as SessionId))
      .execute()
  },
  forget: async (before, limit) => {
    const { rows } = await sql`
      with old as (
        select id from sessions
        where organization_id = ${organizationId} and expires_at < ${toIso(before)}::timestamptz
        order by expires_at
        limit ${limit}
        for update skip locked
      )
      delete from sessions as forgotten using old
      where forgotten.organization_id = ${organizationId} and forgotten.id = old.id
      returning forgotten.id`.execute(db)
    return rows.length
  },
})
