export type { ContactInput, CreatedContact } from './change-contact.ts'
export type { Contact, ContactDetails, ContactType, NewContact } from './contact.ts'
export { CONTACT_TYPES } from './contact.ts'
export type { PhoneCall } from './contact-by-phone.ts'
export { contactByPhone } from './contact-by-phone.ts'
export type { ContactChanges } from './contact-details.ts'
export { madeUpName } from './contact-details.ts'
export type {
  AttributeTaken,
  ContactBlocked,
  ContactError,
  ContactIsSomebodyElse,
  ContactNoteNotFound,
  ContactNotFound,
  ContactOnline,
  ContactPointNotFound,
  ContactRuleExists,
  ContactRuleNotFound,
  SourceIdTaken,
  TooManyContactRules,
} from './contact-errors.ts'
export type { ContactEventData, ContactEventType } from './contact-event.ts'
export type { ContactConditions, ContactKey } from './contact-language.ts'
export { CONTACT_LANGUAGE } from './contact-language.ts'
export type { ContactListRequest, ContactLists } from './contact-lists.ts'
export type { ContactNote, ContactNoteStore, NewContactNote } from './contact-note.ts'
export type { ContactNotes } from './contact-notes.ts'
export { NOTES_PER_PAGE } from './contact-notes.ts'
export type { ContactPoint, ContactPointInInbox, NewContactPoint } from './contact-point.ts'
export { ensurePoint } from './contact-points.ts'
export type { ContactPorts, ContactTransaction } from './contact-ports.ts'
export type { ContactPresence } from './contact-presence.ts'
export type {
  ContactFilter,
  ContactList,
  ContactNoteView,
  ContactQueries,
  ContactSort,
  ContactSortKey,
  ContactView,
} from './contact-queries.ts'
export { ALL_CONTACTS } from './contact-queries.ts'
export type { ContactRule, ContactVerdict, RuleAction } from './contact-rule.ts'
export { contactVerdict, isPhoneNumber, RULE_ACTIONS } from './contact-rule.ts'
export type {
  ContactRuleFilter,
  ContactRuleQueries,
  ContactRuleStore,
  Slice,
} from './contact-rule-store.ts'
export type {
  ContactRuleInput,
  ContactRuleKey,
  ContactRules,
  ContactRulesPorts,
  RuleKeeper,
} from './contact-rules.ts'
export { createContactRules, MOST_CONTACT_RULES } from './contact-rules.ts'
export type { ContactStore, UniqueAttribute } from './contact-store.ts'
export { UNIQUE_ATTRIBUTES } from './contact-store.ts'
export type { Contacts } from './contacts.ts'
export { createContacts } from './contacts.ts'
export type { Requester, RequesterError, RequesterPlace } from './ensure-requester.ts'
export { ensureRequester } from './ensure-requester.ts'
export type { ContactExport, ExportRequest } from './export-contacts.ts'
export { EXPORT_LIMIT } from './export-contacts.ts'
export type { ImportFailure, ImportReport, ImportRow } from './import-contacts.ts'
export { IMPORT_ROWS } from './import-contacts.ts'
export type { Doorstep, IdentifiedContact, Introduction } from './introduce-contact.ts'
export { mergedDetails } from './merge-contacts.ts'
export { organizationOfToken } from './pubsub-token.ts'
export type { PointInput, Reachable } from './reach-contact.ts'
export { fetchWantedPictures, WANTED_PICTURES } from './wanted-pictures.ts'
