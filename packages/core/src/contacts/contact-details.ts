import {
  defined,
  type FieldProblem,
  type Id,
  type JsonObject,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import type { ContactDetails } from './contact.ts'

/** Changes to a contact: what is left out stays, null clears. The attribute objects are laid on what is there. */
export interface ContactChanges {
  readonly name?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phoneNumber?: string | null | undefined
  readonly identifier?: string | null | undefined
  readonly blocked?: boolean | undefined
  readonly additionalAttributes?: JsonObject | undefined
  readonly customAttributes?: JsonObject | undefined
}

export const NO_DETAILS: ContactDetails = {
  name: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  additionalAttributes: {},
  customAttributes: {},
  tags: [],
}

/** The details after the changes, in the form they are kept in; `merge` lays one attribute object on another. */
export const detailsAfter = (
  before: ContactDetails,
  changes: ContactChanges,
  merge: (under: JsonObject, over: JsonObject) => JsonObject,
): ContactDetails => {
  const { name, email, phoneNumber, identifier, blocked, additionalAttributes, customAttributes } = changes
  return {
    ...before,
    ...defined({
      name: name === null ? '' : name?.trim(),
      email: email === undefined ? undefined : (presence(email)?.toLowerCase() ?? null),
      phoneNumber: phoneNumber === undefined ? undefined : presence(phoneNumber),
      identifier: identifier === undefined ? undefined : presence(identifier),
      blocked,
    }),
    additionalAttributes: merge(before.additionalAttributes, additionalAttributes ?? {}),
    customAttributes: merge(before.customAttributes, customAttributes ?? {}),
  }
}

const EMAIL = /^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$/
/** E.164: a plus sign, and up to fifteen digits that don't begin with 0. */
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/

/** What is wrong with a contact's details. */
export const detailsProblems = (details: ContactDetails): readonly FieldProblem[] => [
  ...tooLong('name', details.name, SHORT_TEXT),
  ...tooLong('email', details.email, SHORT_TEXT),
  ...tooLong('identifier', details.identifier, SHORT_TEXT),
  ...(details.email === null || EMAIL.test(details.email)
    ? []
    : [{ field: 'email', problem: 'invalid', expected: 'an e-mail address' } as const]),
  ...(details.phoneNumber === null || PHONE_NUMBER.test(details.phoneNumber)
    ? []
    : [{ field: 'phoneNumber', problem: 'invalid', expected: 'a phone number in E.164 form' } as const]),
]

const ADJECTIVES = [
  'amber',
  'brisk',
  'calm',
  'deep',
  'early',
  'fair',
  'gentle',
  'hazy',
  'idle',
  'keen',
  'lucid',
  'mild',
]
const NOUNS = [
  'brook',
  'cedar',
  'dune',
  'ember',
  'field',
  'grove',
  'harbor',
  'island',
  'lake',
  'meadow',
  'river',
  'shore',
]

/** A name for somebody who gave none, the same for the same id: `calm-harbor-417`. */
export const madeUpName = (id: Id<'contact'>): string => {
  const seed = Number.parseInt(id.replaceAll('-', '').slice(-8), 16)
  const noun = NOUNS[Math.floor(seed / ADJECTIVES.length) % NOUNS.length]
  return `${ADJECTIVES[seed % ADJECTIVES.length]}-${noun}-${seed % 1000}`
}
