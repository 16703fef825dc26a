export type { ContactInput, CreatedContact } from './change-contact.ts'
export type { Contact, ContactDetails, ContactType, NewContact } from './contact.ts'
export { CONTACT_TYPES } from './contact.ts'
export type { ContactChanges } from './contact-details.ts'
export { madeUpName } from './contact-details.ts'
export type {
  AttributeTaken,
  ContactBlocked,
  ContactError,
  ContactNotFound,
  ContactPointNotFound,
  SourceIdTaken,
} from './contact-errors.ts'
export type { ContactEventData, ContactEventType } from './contact-event.ts'
export type { ContactPoint, ContactPointInInbox, NewContactPoint } from './contact-point.ts'
export { ensurePoint } from './contact-points.ts'
export type { ContactPorts, ContactTransaction } from './contact-ports.ts'
export type {
  ContactFilter,
  ContactList,
  ContactQueries,
  ContactSort,
  ContactSortKey,
  ContactView,
} from './contact-queries.ts'
export type { ContactStore, UniqueAttribute } from './contact-store.ts'
export type { ContactListRequest, Contacts } from './contacts.ts'
export { createContacts } from './contacts.ts'
export type { Doorstep, IdentifiedContact, Introduction } from './introduce-contact.ts'
