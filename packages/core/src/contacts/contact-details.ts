import {
  attributesProblems,
  defined,
  type FieldProblem,
  type Id,
  type JsonObject,
  type JsonValue,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import type { ContactDetails, ContactType } from './contact.ts'

/** Changes to a contact: what is left out stays, null clears. The attribute objects are laid on what is there. */
export interface ContactChanges {
  readonly name?: string | null | undefined
  readonly middleName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phoneNumber?: string | null | undefined
  readonly identifier?: string | null | undefined
  readonly blocked?: boolean | undefined
  readonly additionalAttributes?: JsonObject | undefined
  readonly customAttributes?: JsonObject | undefined
  readonly type?: ContactType | undefined
  /** Replaces all of them. */
  readonly tags?: readonly string[] | undefined
}

export const NO_DETAILS: ContactDetails = {
  name: '',
  middleName: '',
  lastName: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  additionalAttributes: {},
  customAttributes: {},
  type: 'visitor',
  tags: [],
}

/** The details after the changes, in the form they are kept in; `merge` lays one attribute object on another. */
export const detailsAfter = (
  before: ContactDetails,
  changes: ContactChanges,
  merge: (under: JsonObject, over: JsonObject) => JsonObject,
): ContactDetails => {
  const { email, phoneNumber, identifier, blocked, additionalAttributes, customAttributes } = changes
  return withType({
    ...before,
    ...defined({
      name: trimmed(changes.name),
      middleName: trimmed(changes.middleName),
      lastName: trimmed(changes.lastName),
      email: email === undefined ? undefined : (presence(email)?.toLowerCase() ?? null),
      phoneNumber: phoneNumber === undefined ? undefined : presence(phoneNumber),
      identifier: identifier === undefined ? undefined : presence(identifier),
      blocked,
      type: changes.type,
      tags: changes.tags && tidyTags(changes.tags),
    }),
    additionalAttributes: merge(before.additionalAttributes, additionalAttributes ?? {}),
    customAttributes: merge(before.customAttributes, customAttributes ?? {}),
  })
}

const trimmed = (text: string | null | undefined): string | undefined => (text === null ? '' : text?.trim())

/** Each tag once, in the order in which they came. */
const tidyTags = (tags: readonly string[]): readonly string[] => [
  ...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== '')),
]

/** A visitor who can be reached is a lead; nobody becomes less again. */
const withType = (details: ContactDetails): ContactDetails =>
  details.type === 'visitor' && canBeReached(details) ? { ...details, type: 'lead' } : details

const canBeReached = ({ email, phoneNumber, additionalAttributes }: ContactDetails): boolean =>
  email !== null ||
  phoneNumber !== null ||
  Object.entries(additionalAttributes).some(([key, value]) => key.startsWith('social_') && isThere(value))

const isThere = (value: JsonValue): boolean => {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return typeof value === 'string' ? value.trim() !== '' : Boolean(value)
}

/** The most tags of a contact. */
export const CONTACT_TAGS = 100

const EMAIL = /^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$/
/** E.164: a plus sign, and up to fifteen digits that don't begin with 0. */
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/

/** What is wrong with a contact's details. */
export const detailsProblems = (details: ContactDetails): readonly FieldProblem[] => [
  ...tooLong('name', details.name, SHORT_TEXT),
  ...tooLong('middleName', details.middleName, SHORT_TEXT),
  ...tooLong('lastName', details.lastName, SHORT_TEXT),
  ...tooLong('email', details.email, SHORT_TEXT),
  ...tooLong('identifier', details.identifier, SHORT_TEXT),
  ...(details.email === null || EMAIL.test(details.email)
    ? []
    : [{ field: 'email', problem: 'invalid', expected: 'an e-mail address' } as const]),
  ...(details.phoneNumber === null || PHONE_NUMBER.test(details.phoneNumber)
    ? []
    : [{ field: 'phoneNumber', problem: 'invalid', expected: 'a phone number in E.164 form' } as const]),
  ...attributesProblems('additionalAttributes', details.additionalAttributes),
  ...attributesProblems('customAttributes', details.customAttributes),
  ...details.tags.flatMap((tag) => tooLong('labels', tag, SHORT_TEXT)).slice(0, 1),
  ...(details.tags.length > CONTACT_TAGS
    ? [{ field: 'labels', problem: 'invalid', expected: `at most ${CONTACT_TAGS}` } as const]
    : []),
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
