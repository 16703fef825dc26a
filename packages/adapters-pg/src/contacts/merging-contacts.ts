import type { Contact, ContactId, ContactStore, ConversationId, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { type ContactRow, detailsOf, toContact } from './contact-rows.ts'

type ContactMerging = Pick<ContactStore, 'lock' | 'lockPair' | 'absorb' | 'retire' | 'remove'>

/** What becomes of whole contacts, in one transaction. */
export const createContactMerging = (db: Executor, organizationId: OrganizationId): ContactMerging => {
  const all: Bound = { db, organizationId }
  return {
    lock: async (number) => (await lockContacts(all, [number]))[0] ?? null,
    lockPair: async (base, mergee) => {
      const found = await sql<{ readonly id: ContactId }>`
        select id from contacts
        where organization_id = ${organizationId} and number = ${mergee} and deleted_at is null`.execute(db)
      const [gone] = found.rows
      // What lies under a contact comes first, as it does for those who write in its conversations.
      if (gone && base !== mergee) await lockBelongings(all, gone.id)
      const contacts = await lockContacts(all, [base, mergee])
      const byNumber = (number: number) => contacts.find((contact) => contact.number === number) ?? null
      return { base: byNumber(base), mergee: byNumber(mergee) }
    },
    absorb: (base, mergee) => absorb(all, { base, mergee }),
    retire: async (contact, at) => {
      await db
        .updateTable('contacts')
        .set({ ...detailsOf(contact), last_activity_at: null, deleted_at: toIso(at) })
        .where('organization_id', '=', organizationId)
        .where('id', '=', contact.id)
        .execute()
      await sql`
        update blobs set contact_id = null
        where organization_id = ${organizationId} and contact_id = ${contact.id}`.execute(db)
      await sql`
        delete from contact_notes
        where organization_id = ${organizationId} and contact_id = ${contact.id}`.execute(db)
    },
    remove: (id) => remove(all, id),
  }
}

interface Bound {
  readonly db: Executor
  readonly organizationId: OrganizationId
}

interface Pair {
  readonly base: ContactId
  readonly mergee: ContactId
}

const lockContacts = async (
  { db, organizationId }: Bound,
  numbers: readonly number[],
): Promise<readonly Contact[]> => {
  const { rows } = await sql<ContactRow>`
    select * from contacts
    where organization_id = ${organizationId} and number = any(${[...numbers]}::bigint[]) and deleted_at is null
    order by id for update`.execute(db)
  return rows.map(toContact)
}

const lockBelongings = async ({ db, organizationId }: Bound, id: ContactId): Promise<void> => {
  await sql`
    select id from contact_points
    where organization_id = ${organizationId} and contact_id = ${id} order by id for update`.execute(db)
  await sql`
    select id from conversations
    where organization_id = ${organizationId} and contact_id = ${id} order by id for update`.execute(db)
}

/** Conversations whose messages one statement moves. */
const PORTION = 100

const absorb = async (bound: Bound, pair: Pair): Promise<void> => {
  const { db, organizationId } = bound
  const { base, mergee } = pair
  for (const table of ['contact_points', 'contact_notes'] as const) {
    await sql`
      update ${sql.table(table)} set contact_id = ${base}
      where organization_id = ${organizationId} and contact_id = ${mergee}`.execute(db)
  }
  await sql`
    update blobs set contact_id = ${base}
    where organization_id = ${organizationId} and contact_id = ${mergee} and not exists (
      select 1 from contacts
      where contacts.organization_id = ${organizationId} and contacts.id = ${base} and contacts.avatar is not null
    )`.execute(db)
  while (await moveConversations(bound, pair)) {
    // Portion by portion, so that no statement takes long.
  }
  await sql`
    update contacts set last_activity_at = greatest(contacts.last_activity_at, mergee.last_activity_at)
    from contacts as mergee
    where contacts.organization_id = ${organizationId} and contacts.id = ${base}
      and mergee.organization_id = ${organizationId} and mergee.id = ${mergee}`.execute(db)
  await sql`
    delete from contacts where organization_id = ${organizationId} and id = ${mergee}`.execute(db)
}

const moveConversations = async ({ db, organizationId }: Bound, { base, mergee }: Pair): Promise<boolean> => {
  const moved = await sql<{ readonly id: ConversationId }>`
    update conversations set contact_id = ${base}
    where organization_id = ${organizationId} and id in (
      select id from conversations
      where organization_id = ${organizationId} and contact_id = ${mergee} order by id limit ${PORTION}
    )
    returning id`.execute(db)
  const ids = moved.rows.map(({ id }) => id)
  if (ids.length === 0) return false
  await sql`
    update messages set sender_id = ${base}
    where organization_id = ${organizationId} and conversation_id = any(${ids}::uuid[])
      and sender_type = 'contact' and sender_id = ${mergee}`.execute(db)
  return true
}

const remove = async ({ db, organizationId }: Bound, id: ContactId): Promise<boolean> => {
  const left = await sql`
    select 1 from conversations
    where organization_id = ${organizationId} and contact_id = ${id} limit 1`.execute(db)
  if (left.rows.length > 0) return false
  for (const table of ['contact_points', 'contact_notes'] as const) {
    await sql`
      delete from ${sql.table(table)}
      where organization_id = ${organizationId} and contact_id = ${id}`.execute(db)
  }
  await sql`delete from contacts where organization_id = ${organizationId} and id = ${id}`.execute(db)
  return true
}
