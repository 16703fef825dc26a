import type { Conditions, KeyRule, Language, Operator } from '../kernel/index.ts'

const EQUALITY: readonly Operator[] = ['equal_to', 'not_equal_to']
const WORDING: readonly Operator[] = [...EQUALITY, 'contains', 'does_not_contain']
const PRESENCE: readonly Operator[] = ['is_present', 'is_not_present']
const DAYS: readonly Operator[] = ['is_greater_than', 'is_less_than', 'days_before']

/** What contacts can be filtered by, besides custom attributes. */
const RULES = {
  name: { kind: 'text', operators: WORDING },
  phone_number: { kind: 'phone', operators: [...WORDING, 'starts_with'] },
  email: { kind: 'text', operators: WORDING },
  identifier: { kind: 'text', operators: EQUALITY },
  country_code: { kind: 'text', operators: EQUALITY },
  city: { kind: 'text', operators: WORDING },
  company_name: { kind: 'text', operators: WORDING },
  labels: { kind: 'tags', operators: [...EQUALITY, ...PRESENCE] },
  created_at: { kind: 'moment', operators: DAYS },
  last_activity_at: { kind: 'moment', operators: DAYS },
  blocked: { kind: 'truth', operators: EQUALITY },
} as const satisfies Record<string, KeyRule>

export type ContactKey = keyof typeof RULES

export type ContactConditions = Conditions<ContactKey>

/** The language in which contacts are filtered. */
export const CONTACT_LANGUAGE: Language<ContactKey> = {
  rules: RULES,
  customOf: 'contact',
  firstValueOnly: true,
}
