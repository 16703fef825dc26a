export { createContactNoteStore } from './contact-note-store.ts'
export {
  CONTACT_POINT_COLUMNS,
  type ContactPointRow,
  sourceDigest,
  toContactPoint,
} from './contact-point-rows.ts'
export { createContactQueries } from './contact-queries.ts'
export { CONTACT_COLUMNS, type ContactRow, toContact } from './contact-rows.ts'
export { createContactRuleQueries, createContactRuleStore } from './contact-rule-store.ts'
export { createContactStore } from './contact-store.ts'
