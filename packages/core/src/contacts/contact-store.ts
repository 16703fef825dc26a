import type { ContactId, ContactPointId, InboxId, Result, Timestamp } from '../kernel/index.ts'
import type { Contact, NewContact } from './contact.ts'
import type { ContactPoint, NewContactPoint } from './contact-point.ts'

/** The attributes that no two contacts of an organization share. */
export const UNIQUE_ATTRIBUTES = ['email', 'identifier', 'phoneNumber'] as const

export type UniqueAttribute = (typeof UNIQUE_ATTRIBUTES)[number]

export interface AttributeTaken {
  readonly code: 'contact/attribute-taken'
  /** One at least, in the order of `UNIQUE_ATTRIBUTES`. */
  readonly attributes: readonly UniqueAttribute[]
  /** The contact that has the first of them. */
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
  /** The contact as it is now, locked until the transaction ends: for changes that are laid on what is there. */
  readonly lock: (number: number) => Promise<Contact | null>
  /** Two contacts, locked with their contact points and conversations; null in the place of one that is not there. */
  readonly lockPair: (
    base: number,
    mergee: number,
  ) => Promise<{ readonly base: Contact | null; readonly mergee: Contact | null }>
  /**
   * Gives everything that is the mergee's (contact points, conversations with what was said in them, notes, its picture
   * when the base has none) to the base, and removes the mergee. The base's last activity is then the later one of both.
   * Both must be locked.
   */
  readonly absorb: (base: ContactId, mergee: ContactId) => Promise<void>
  /**
   * Takes the contact out of everything that finds contacts, keeps these last details, lets go of its picture and removes its notes. Its
   * conversations stay until they are removed one by one.
   */
  readonly retire: (contact: Contact, at: Timestamp) => Promise<void>
  /** Removes a retired contact with its contact points; false while it still has a conversation. */
  readonly remove: (id: ContactId) => Promise<boolean>

  readonly findPoint: (inboxId: InboxId, sourceId: string) => Promise<ContactPoint | null>
  /** The contact's newest contact point in the inbox. */
  readonly latestPoint: (contactId: ContactId, inboxId: InboxId) => Promise<ContactPoint | null>
  /** Keeps and numbers a contact point; null when the inbox already has the source id. */
  readonly insertPoint: (point: NewContactPoint) => Promise<ContactPoint | null>
  /** Removes contact points of the inbox that no conversation is at; tells how many went, at most `limit`. */
  readonly removePoints: (inboxId: InboxId, limit: number) => Promise<number>
  readonly verifyPoint: (id: ContactPointId, at: number) => Promise<void>
}
