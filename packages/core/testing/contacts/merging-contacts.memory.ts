import type {
  Contact,
  ContactId,
  ContactStore,
  OrganizationId,
  RecentMessages,
  SentMessage,
} from '../../src/index.ts'
import type { WritableTables } from '../memory-database.ts'
import { later } from './later.ts'
import { livingContacts } from './living-contacts.ts'

type Merging = Pick<ContactStore, 'lock' | 'lockPair' | 'absorb' | 'retire' | 'remove'>

export const memoryMerging = (tables: WritableTables, organizationId: OrganizationId): Merging => {
  const byNumber = (number: number): Contact | null =>
    livingContacts(tables, organizationId).find((contact) => contact.number === number) ?? null
  return {
    lock: async (number) => byNumber(number),
    lockPair: async (base, mergee) => ({ base: byNumber(base), mergee: byNumber(mergee) }),
    absorb: async (base, mergee) => absorb(tables, organizationId, { base, mergee }),
    retire: async (contact, at) => {
      moveFiles(tables, organizationId, { from: contact.id, to: null })
      tables.contacts.put(organizationId, contact.id, { ...contact, deletedAt: at })
      for (const note of notesOf(tables, organizationId, contact.id)) {
        tables.contactNotes.remove(organizationId, note.id)
      }
    },
    remove: async (id) => {
      const conversations = tables.conversations.of(organizationId)
      if (conversations.some(({ conversation }) => conversation.contactId === id)) return false
      for (const point of tables.contactPoints.of(organizationId)) {
        if (point.contactId === id) tables.contactPoints.remove(organizationId, point.id)
      }
      tables.contacts.remove(organizationId, id)
      return true
    },
  }
}

const notesOf = (tables: WritableTables, organizationId: OrganizationId, id: ContactId) =>
  tables.contactNotes.of(organizationId).filter(({ contactId }) => contactId === id)

/** Files of a contact become those of another one, or of nobody. */
const moveFiles = (
  { files }: WritableTables,
  organizationId: OrganizationId,
  { from, to }: { readonly from: ContactId; readonly to: ContactId | null },
): void => {
  for (const file of files.of(organizationId)) {
    if (file.heldBy?.type !== 'contact' || file.heldBy.id !== from) continue
    files.put(organizationId, file.file.id, { ...file, heldBy: to && { type: 'contact', id: to } })
  }
}

const absorb = (
  tables: WritableTables,
  organizationId: OrganizationId,
  { base, mergee }: { readonly base: ContactId; readonly mergee: ContactId },
): void => {
  const [kept, gone] = [
    tables.contacts.get(organizationId, base),
    tables.contacts.get(organizationId, mergee),
  ]
  if (!kept || !gone) return
  const contact: Contact = { ...kept, lastActivityAt: later(kept.lastActivityAt, gone.lastActivityAt) }
  tables.contacts.put(organizationId, base, contact)
  if (!kept.avatar) moveFiles(tables, organizationId, { from: mergee, to: base })
  const moved = <Row extends { readonly contactId: ContactId }>(row: Row): Row => ({
    ...row,
    contactId: base,
  })
  for (const point of tables.contactPoints.of(organizationId)) {
    if (point.contactId === mergee) tables.contactPoints.put(organizationId, point.id, moved(point))
  }
  for (const note of notesOf(tables, organizationId, mergee)) {
    tables.contactNotes.put(organizationId, note.id, moved(note))
  }
  const said = <Sent extends SentMessage | null>(sent: Sent): Sent => saidBy(sent, mergee, contact)
  for (const { conversation, recent, ...kept } of tables.conversations.of(organizationId)) {
    if (conversation.contactId !== mergee) continue
    const last: RecentMessages = {
      last: said(recent.last),
      lastNonActivity: said(recent.lastNonActivity),
      lastPublic: said(recent.lastPublic),
    }
    tables.conversations.put(organizationId, conversation.id, {
      ...kept,
      conversation: moved(conversation),
      recent: last,
    })
  }
  for (const sent of tables.messages.of(organizationId)) {
    if (sent.message.sender?.id === mergee) tables.messages.put(organizationId, sent.message.id, said(sent))
  }
  tables.contacts.remove(organizationId, mergee)
}

const saidBy = <Sent extends SentMessage | null>(sent: Sent, mergee: ContactId, contact: Contact): Sent =>
  sent?.message.sender?.id === mergee
    ? ({
        message: { ...sent.message, sender: { type: 'contact', id: contact.id } },
        sender: { type: 'contact', contact },
      } as Sent)
    : sent
