import type { ContactNoteStore, OrganizationId } from '../../src/index.ts'
import { nextNumber, type WritableTables } from '../memory-database.ts'

export const memoryContactNoteStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): ContactNoteStore => ({
  lock: async (contactId, number) =>
    tables.contactNotes
      .of(organizationId)
      .find((note) => note.contactId === contactId && note.number === number) ?? null,
  insert: async (draft) => {
    if (!tables.contacts.get(organizationId, draft.contactId)) throw new Error('There is no such contact')
    const note = { ...draft, number: nextNumber(tables, organizationId, 'contact_note') }
    tables.contactNotes.insert(organizationId, note.id, note)
    return note
  },
  update: async (note) => {
    const before = tables.contactNotes.get(organizationId, note.id)
    if (before) tables.contactNotes.put(organizationId, note.id, { ...before, ...note })
  },
  remove: async (id) => tables.contactNotes.remove(organizationId, id),
})
