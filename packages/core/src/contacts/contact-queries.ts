import type { Member } from '../access/index.ts'
import type { ContactId, InboxId, NumberedPage, OrganizationId } from '../kernel/index.ts'
import type { Contact } from './contact.ts'
import type { ContactConditions } from './contact-language.ts'
import type { ContactNote } from './contact-note.ts'
import type { ContactPoint, ContactPointInInbox } from './contact-point.ts'

export type ContactSortKey =
  | 'name'
  | 'email'
  | 'phoneNumber'
  | 'lastActivityAt'
  | 'createdAt'
  | 'companyName'
  | 'city'
  | 'country'

export interface ContactSort {
  readonly by: ContactSortKey
  /** Contacts without the value come last, whichever way. */
  readonly descending: boolean
}

export interface ContactFilter {
  /** Part of the name, e-mail, phone number (any case) or identifier (exact case); null for all. */
  readonly text: string | null
  /** True: only those that can be recognised again, by e-mail, phone number or identifier. */
  readonly resolvedOnly: boolean
  /** Only those with at least one of these tags, in any case; null narrows nothing. */
  readonly tags: readonly string[] | null
  readonly conditions: ContactConditions | null
}

export const ALL_CONTACTS: ContactFilter = { text: null, resolvedOnly: false, tags: null, conditions: null }

export interface ContactList {
  readonly contacts: readonly ContactView[]
  /** All that match, on every page. */
  readonly total: number
}

/** A contact with its addresses. */
export interface ContactView {
  readonly contact: Contact
  readonly points: readonly ContactPointInInbox[]
  /** Whether it is connected at this moment; left out where nobody looked. */
  readonly online?: boolean
}

/** A note with the member who wrote it, as the member is now; null for one who left. */
export interface ContactNoteView {
  readonly note: ContactNote
  readonly author: Member | null
}

/** Port. Answers questions about contacts. */
export interface ContactQueries {
  /** Oldest first when no sort is given. */
  readonly list: (
    organizationId: OrganizationId,
    query: { readonly filter: ContactFilter; readonly sort: ContactSort | null; readonly page: NumberedPage },
  ) => Promise<ContactList>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<ContactView | null>
  readonly find: (organizationId: OrganizationId, id: ContactId) => Promise<ContactView | null>
  /** The contacts with these numbers, oldest first; those that are not there are left out. */
  readonly findMany: (
    organizationId: OrganizationId,
    numbers: readonly number[],
  ) => Promise<readonly ContactView[]>
  /** Oldest first, those that match with a number above the given one, at most `limit`: for reading all of them bit by bit. */
  readonly after: (
    organizationId: OrganizationId,
    query: { readonly number: number; readonly limit: number; readonly filter: ContactFilter },
  ) => Promise<readonly Contact[]>
  /** The notes about a contact, newest first. */
  readonly notes: (
    organizationId: OrganizationId,
    contactId: ContactId,
    page: NumberedPage,
  ) => Promise<readonly ContactNoteView[]>
  readonly note: (
    organizationId: OrganizationId,
    contactId: ContactId,
    number: number,
  ) => Promise<ContactNoteView | null>
  /** A contact point with the contact behind it, by its source id; with no inbox named, the newest of any inbox. */
  readonly pointBySource: (
    organizationId: OrganizationId,
    inboxId: InboxId | null,
    sourceId: string,
  ) => Promise<{ readonly point: ContactPoint; readonly contact: Contact } | null>
  /** Those of the keys that custom attributes of any of the newest 10,000 contacts have. */
  readonly customKeys: (
    organizationId: OrganizationId,
    keys: readonly string[],
  ) => Promise<ReadonlySet<string>>
}
