import type {
  ContactId,
  ContactNote,
  ContactNoteId,
  MemberId,
  NewContactNote,
  OrganizationId,
} from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface ContactNoteTable {
  organization_id: OrganizationId
  id: ContactNoteId
  number: GeneratedAlways<number>
  contact_id: ContactId
  member_id: MemberId | null
  content: string
  created_at: Moment
  updated_at: Moment
}

export type ContactNoteRow = Selectable<ContactNoteTable>

export const CONTACT_NOTE_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'contact_id',
  'member_id',
  'content',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ContactNoteTable)[]

export const toContactNote = (row: ContactNoteRow): ContactNote => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  contactId: row.contact_id,
  memberId: row.member_id,
  content: row.content,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromContactNote = (note: NewContactNote) => ({
  organization_id: note.organizationId,
  id: note.id,
  contact_id: note.contactId,
  member_id: note.memberId,
  content: note.content,
  created_at: toIso(note.createdAt),
  updated_at: toIso(note.updatedAt),
})
