import type { ContactId, ContactNoteId, MemberId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** What a member noted about a contact; contacts never see it. */
export interface ContactNote {
  readonly id: ContactNoteId
  readonly organizationId: OrganizationId
  readonly number: number
  readonly contactId: ContactId
  /** Who wrote it. */
  readonly memberId: MemberId | null
  readonly content: string
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A note before the store has numbered it. */
export type NewContactNote = Omit<ContactNote, 'number'>

/** Port. The notes about contacts of the organization that the unit of work is bound to. */
export interface ContactNoteStore {
  /** Locked until the transaction ends. */
  readonly lock: (contactId: ContactId, number: number) => Promise<ContactNote | null>
  /** Keeps and numbers a note. */
  readonly insert: (note: NewContactNote) => Promise<ContactNote>
  readonly update: (note: ContactNote) => Promise<void>
  readonly remove: (id: ContactNoteId) => Promise<void>
}
