import type { InvitationQueries, InvitationStore, OrganizationId, Timestamp } from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { toInvitation } from './invitation-rows.ts'

const momentOf = (at: Timestamp) => sql<Timestamp>`${toIso(at)}::timestamptz`

const invitations = (db: Executor, organizationId: OrganizationId) =>
  db.selectFrom('invitations').selectAll().where('organization_id', '=', organizationId)

/** The organization's invitations in one transaction. */
export const createInvitationStore = (db: Executor, organizationId: OrganizationId): InvitationStore => ({
  insert: async (invitation, digest) => {
    await db
      .insertInto('invitations')
      .values({
        organization_id: organizationId,
        id: invitation.id,
        team_id: invitation.teamId,
        email: invitation.email,
        role: invitation.role,
        invited_by: invitation.invitedBy,
        state: invitation.state,
        digest,
        created_at: toIso(invitation.createdAt),
        expires_at: toIso(invitation.expiresAt),
      })
      .execute()
  },
  countSince: async (at) => {
    const { count } = await db
      .selectFrom('invitations')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .where('created_at', '>=', momentOf(at))
      .executeTakeFirstOrThrow()
    return count
  },
  findPending: async (digest) => {
    const row = await invitations(db, organizationId)
      .where('digest', '=', digest)
      .where('state', '=', 'pending')
      .forUpdate()
      .executeTakeFirst()
    return row ? toInvitation(row) : null
  },
  find: async (id) => {
    const row = await invitations(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toInvitation(row) : null
  },
  ...createSettling(db, organizationId),
})

const createSettling = (
  db: Executor,
  organizationId: OrganizationId,
): Pick<InvitationStore, 'settle' | 'replace' | 'forget'> => ({
  settle: async (id, state) => {
    const rows = await db
      .updateTable('invitations')
      .set({ state })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .returning('id')
      .execute()
    return rows.length > 0
  },
  replace: async (teamId, email) => {
    // Whoever invites into the same team waits here, and then sees the invitation that comes of this.
    await db
      .selectFrom('teams')
      .select('id')
      .where('organization_id', '=', organizationId)
      .where('id', '=', teamId)
      .forNoKeyUpdate()
      .execute()
    await db
      .updateTable('invitations')
      .set({ state: 'replaced' })
      .where('organization_id', '=', organizationId)
      .where('team_id', '=', teamId)
      .where('email', '=', email)
      .where('state', '=', 'pending')
      .execute()
  },
  forget: async (before, limit) => {
    await sql`
      with old as (
        select id from invitations
        where organization_id = ${organizationId} and created_at < ${toIso(before)}::timestamptz
        order by created_at
        limit ${limit}
        for update skip locked
      )
      delete from invitations as forgotten using old
      where forgotten.organization_id = ${organizationId} and forgotten.id = old.id`.execute(db)
  },
})

/** Answers questions about invitations from the database. */
export const createInvitationQueries = (db: Database): InvitationQueries => ({
  pending: async (organizationId, teamId, now) => {
    const rows = await invitations(db.of(organizationId), organizationId)
      .where('team_id', '=', teamId)
      .where('state', '=', 'pending')
      .where('expires_at', '>', momentOf(now))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1_000)
      .execute()
    return rows.map(toInvitation)
  },
})
