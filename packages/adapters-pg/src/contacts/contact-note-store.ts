import type { ContactNoteStore, OrganizationId } from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromContactNote, toContactNote } from './contact-note-rows.ts'

/** The notes about the organization's contacts in one transaction. */
export const createContactNoteStore = (db: Executor, organizationId: OrganizationId): ContactNoteStore => ({
  lock: async (contactId, number) => {
    const row = await db
      .selectFrom('contact_notes')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('contact_id', '=', contactId)
      .where('number', '=', number)
      .forUpdate()
      .executeTakeFirst()
    return row ? toContactNote(row) : null
  },
  insert: async (note) => {
    const row = await db
      .insertInto('contact_notes')
      .values({ ...fromContactNote(note), organization_id: organizationId })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toContactNote(row)
  },
  update: async ({ id, content, updatedAt }) => {
    await db
      .updateTable('contact_notes')
      .set({ content, updated_at: toIso(updatedAt) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
  remove: async (id) => {
    await db
      .deleteFrom('contact_notes')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
})
