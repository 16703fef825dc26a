import { type InboxStore, isOpenChannel, type NewInbox, type OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromInbox, settingsOf, toInbox } from './inbox-rows.ts'

/** The organization's inboxes in one transaction. */
export const createInboxStore = (db: Executor, organizationId: OrganizationId): InboxStore => ({
  find: async (id) => {
    const row = await inboxes(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toInbox(row) : null
  },
  findByNumber: async (number) => {
    const row = await inboxes(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toInbox(row) : null
  },
  ofChannel: async (type) => {
    const row = await inboxes(db, organizationId)
      .where('channel_type', '=', type)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    return row ? toInbox(row) : null
  },
  insertOnly: async (inbox) => {
    // Waits for whoever inserts one at the same moment.
    const row = await insertion(db, organizationId, inbox)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'channel_type'])
          .where(sql<boolean>`channel_type = 'support' and removed_at is null`)
          .doNothing(),
      )
      .executeTakeFirst()
    if (row) await leadTo(db, organizationId, inbox)
    return row ? toInbox(row) : null
  },
  insert: async (inbox) => {
    const row = await insertion(db, organizationId, inbox).executeTakeFirstOrThrow()
    await leadTo(db, organizationId, inbox)
    return toInbox(row)
  },
  update: async (inbox) => {
    await db
      .updateTable('inboxes')
      .set(settingsOf(inbox))
      .where('organization_id', '=', organizationId)
      .where('id', '=', inbox.id)
      .execute()
  },
  remove: async (id, at) => {
    for (const table of ['inbox_identifiers', 'inbox_members'] as const) {
      await db
        .deleteFrom(table)
        .where('organization_id', '=', organizationId)
        .where('inbox_id', '=', id)
        .execute()
    }
    await db
      .updateTable('inboxes')
      .set({ removed_at: toIso(at) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
  ...createMembership(db, organizationId),
})

const insertion = (db: Executor, organizationId: OrganizationId, inbox: NewInbox) =>
  db
    .insertInto('inboxes')
    .values({ ...fromInbox(inbox), organization_id: organizationId })
    .returningAll()

const leadTo = async (db: Executor, organizationId: OrganizationId, inbox: NewInbox): Promise<void> => {
  if (!isOpenChannel(inbox.channel.type)) return
  await db
    .insertInto('inbox_identifiers')
    .values({ identifier: inbox.channel.identifier, organization_id: organizationId, inbox_id: inbox.id })
    .execute()
}

const inboxes = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('inboxes')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)

const createMembership = (
  db: Executor,
  organizationId: OrganizationId,
): Pick<InboxStore, 'addMembers' | 'removeMembers' | 'memberIds'> => ({
  addMembers: async (id, members) => {
    await sql`
      insert into inbox_members (organization_id, inbox_id, member_id)
      select ${organizationId}::uuid, ${id}::uuid, member_id
      from unnest(${[...members]}::uuid[]) as added (member_id)
      on conflict do nothing`.execute(db)
  },
  removeMembers: async (id, members) => {
    if (members.length === 0) return
    await db
      .deleteFrom('inbox_members')
      .where('organization_id', '=', organizationId)
      .where('inbox_id', '=', id)
      .where('member_id', 'in', members)
      .execute()
  },
  memberIds: async (id) => {
    const rows = await db
      .selectFrom('inbox_members')
      .select('member_id')
      .where('organization_id', '=', organizationId)
      .where('inbox_id', '=', id)
      .orderBy('member_id')
      .execute()
    return rows.map(({ member_id }) => member_id)
  },
})
