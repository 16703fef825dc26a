export type { ContactModel, ContactWithInboxes } from './contact.ts'
export {
  contactInboxSchema,
  contactSchema,
  contactWithInboxesSchema,
  presentContact,
  presentContactInbox,
  presentContactWithInboxes,
} from './contact.ts'
export {
  contactableInboxesSchema,
  contactLabelsSchema,
  createContactInboxSchema,
  destroyContactAttributesSchema,
  filterContactInboxesSchema,
  mergeContactsSchema,
  setContactLabelsSchema,
} from './contact-changes.ts'
export { presentContactCells } from './contact-columns.ts'
export {
  contactImportSchema,
  EXPORT_COLUMNS,
  exportContactsSchema,
  importContactsSchema,
  presentContactImport,
  toExportRequest,
} from './contact-import.ts'
export {
  createContactSchema,
  toContactChanges,
  toContactInput,
  updateContactSchema,
} from './contact-input.ts'
export {
  CONTACTS_PER_PAGE,
  contactListQuerySchema,
  contactSearchQuerySchema,
  toContactSort,
} from './contact-list-query.ts'
export {
  contactNoteInputSchema,
  contactNoteListSchema,
  contactNoteSchema,
  presentContactNote,
} from './contact-note.ts'
export {
  contactListSchema,
  contactPayloadSchema,
  contactSearchSchema,
  contactWithInboxesPayloadSchema,
  createdContactSchema,
  presentContactList,
  presentContactSearch,
  presentCreatedContact,
} from './contact-replies.ts'
export {
  contactRowSchema,
  identityClaimSchema,
  introduceContactSchema,
  presentContactRow,
  presentPublicContact,
  publicContactSchema,
  toIdentityClaim,
  toIntroduction,
  toIntroductionChanges,
  updatePublicContactSchema,
} from './public-contact.ts'
