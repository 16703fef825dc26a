import type { ContactId, ContactPointId, InboxId, Result } from '../kernel/index.ts'
import type { Contact, NewContact } from './contact.ts'
import type { ContactPoint, NewContactPoint } from './contact-point.ts'

/** The attributes that no two contacts of an organization share. */
export type UniqueAttribute = 'identifier' | 'email' | 'phoneNumber'

export interface AttributeTaken {
  readonly code: 'contact/attribute-taken'
  readonly attribute: UniqueAttribute
  /** The contact that has it. */
  readonly contactNumber: number
}

/** Port. The contacts of the organization that the unit of work is bound to, and their addresses. */
export interface ContactStore {
  readonly find: (id: ContactId) => Promise<Contact | null>
  readonly findByNumber: (number: number) => Promise<Contact | null>
  /** The contact with this value; e-mail addresses are compared without regard to case. */
  readonly findBy: (attribute: UniqueAttribute, value: string) => Promise<Contact | null>
  /** Keeps and numbers a contact. Of two at the same moment with one value, the second is refused, not thrown at. */
  readonly insert: (contact: NewContact) => Promise<Result<Contact, AttributeTaken>>
  readonly update: (contact: Contact) => Promise<Result<null, AttributeTaken>>

  readonly findPoint: (inboxId: InboxId, sourceId: string) => Promise<ContactPoint | null>
  /** The contact's newest contact point in the inbox. */
  readonly latestPoint: (contactId: ContactId, inboxId: InboxId) => Promise<ContactPoint | null>
  /** Keeps and numbers a contact point; null when the inbox already has the source id. */
  readonly insertPoint: (point: NewContactPoint) => Promise<ContactPoint | null>
  readonly verifyPoint: (id: ContactPointId, at: number) => Promise<void>
}
