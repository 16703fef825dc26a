import type { ContactId, InboxId, NumberedPage, OrganizationId } from '../kernel/index.ts'
import type { Contact } from './contact.ts'
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
}

export interface ContactList {
  readonly contacts: readonly ContactView[]
  /** All that match, on every page. */
  readonly total: number
}

/** A contact with its addresses. */
export interface ContactView {
  readonly contact: Contact
  readonly points: readonly ContactPointInInbox[]
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
  /** A contact point with the contact behind it, by its source id; with no inbox named, the newest of any inbox. */
  readonly pointBySource: (
    organizationId: OrganizationId,
    inboxId: InboxId | null,
    sourceId: string,
  ) => Promise<{ readonly point: ContactPoint; readonly contact: Contact } | null>
}
