import type { ContactRuleId } from '../kernel/index.ts'
import type { AttributeTaken } from './contact-store.ts'

export type { AttributeTaken } from './contact-store.ts'

export interface ContactNotFound {
  readonly code: 'contact/not-found'
}

/** No contact point of this inbox has the source id. */
export interface ContactPointNotFound {
  readonly code: 'contact-point/not-found'
}

/** Another contact of the inbox has the source id. */
export interface SourceIdTaken {
  readonly code: 'contact-point/source-id-taken'
}

/** What was asked would reach a contact that does not want, or must not get, it. */
export interface ContactBlocked {
  readonly code: 'contact/blocked'
}

/** The contact is connected at this moment, and so cannot be deleted. */
export interface ContactOnline {
  readonly code: 'contact/online'
  readonly name: string
}

/** What was proven is about somebody else than this contact. */
export interface ContactIsSomebodyElse {
  readonly code: 'contact/somebody-else'
}

export interface ContactNoteNotFound {
  readonly code: 'contact-note/not-found'
}

export interface ContactRuleNotFound {
  readonly code: 'contact-rule/not-found'
}

/** The agent identity has a rule for this number already. */
export interface ContactRuleExists {
  readonly code: 'contact-rule/exists'
  readonly ruleId: ContactRuleId
}

/** The agent identity has as many rules as it may have. */
export interface TooManyContactRules {
  readonly code: 'contact-rule/too-many'
  readonly limit: number
}

export type ContactError =
  | ContactNotFound
  | ContactPointNotFound
  | SourceIdTaken
  | ContactBlocked
  | ContactOnline
  | ContactIsSomebodyElse
  | ContactNoteNotFound
  | ContactRuleNotFound
  | ContactRuleExists
  | TooManyContactRules
  | AttributeTaken
