import type { MemberQueries, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toMember } from './member-rows.ts'

const LIMIT = 1_000

/** Answers questions about members from the database. */
export const createMemberQueries = (db: Database): MemberQueries => ({
  list: async (organizationId) => {
    const rows = await byName(db, organizationId).execute()
    return rows.map(toMember)
  },
  findByNumber: async (organizationId, number) => {
    const row = await db
      .of(organizationId)
      .selectFrom('members')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('number', '=', number)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row ? toMember(row) : null
  },
  findByEmail: async (organizationId, email) => {
    const row = await db
      .of(organizationId)
      .selectFrom('sign_in_emails')
      .innerJoin('members', (join) =>
        join
          .onRef('members.organization_id', '=', 'sign_in_emails.organization_id')
          .onRef('members.id', '=', 'sign_in_emails.member_id'),
      )
      .selectAll('members')
      .where('sign_in_emails.email', '=', email.toLowerCase())
      .where('sign_in_emails.organization_id', '=', organizationId)
      .where('members.organization_id', '=', organizationId)
      .where('members.removed_at', 'is', null)
      .executeTakeFirst()
    return row ? toMember(row) : null
  },
  ofInbox: async (organizationId, inboxId) => {
    const rows = await byName(db, organizationId)
      .innerJoin('inbox_members', (join) =>
        join
          .onRef('inbox_members.organization_id', '=', 'members.organization_id')
          .onRef('inbox_members.member_id', '=', 'members.id'),
      )
      .where('inbox_members.inbox_id', '=', inboxId)
      .execute()
    return rows.map(toMember)
  },
})

const byName = (db: Database, organizationId: OrganizationId) =>
  db
    .of(organizationId)
    .selectFrom('members')
    .selectAll('members')
    .where('members.organization_id', '=', organizationId)
    .where('members.removed_at', 'is', null)
    .orderBy(sql`lower(members.name)`)
    .orderBy('members.number')
    .limit(LIMIT)
