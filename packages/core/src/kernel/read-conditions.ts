import { DAY, type Timestamp } from './clock.ts'
import {
  type Attribute,
  type Condition,
  type Conditions,
  type CustomOf,
  OPERATORS,
  type Operator,
  type Test,
  WRITTEN_DAY,
  WRITTEN_NUMBER,
} from './conditions.ts'
import type { JsonValue } from './json.ts'
import { err, ok, type Result } from './result.ts'

/** How many of the newest items are asked which custom attributes an organization uses. */
export const SAMPLED_ITEMS = 10_000

/** A condition as it was asked for, before anything is known to be right about it. */
export interface AskedCondition {
  readonly key: string
  readonly operator: string
  readonly values: readonly JsonValue[]
  /** What the custom attribute is of, where the key names one. */
  readonly custom: CustomOf | null
  /** How it goes on to the next one: AND, OR, or nothing. */
  readonly join: string | null
}

/** What a key of the language stands for. */
export interface KeyRule {
  readonly kind: 'text' | 'phone' | 'number' | 'choice' | 'tags' | 'moment' | 'truth'
  readonly operators: readonly Operator[]
  /** Of a choice: what there is to choose from. */
  readonly choices?: readonly string[]
  /** Of a choice: the word that stands for every one, and the word that stands for none. */
  readonly every?: string
  readonly none?: string
}

export interface Language<Key extends string> {
  readonly rules: Readonly<Record<Key, KeyRule>>
  /** What custom attributes are of, where nothing is said. */
  readonly customOf: CustomOf
  /** True: of several values of an equality only the first one counts. */
  readonly firstValueOnly: boolean
}

/** What is wrong with the conditions that were asked for. */
export interface InvalidFilter {
  readonly code: 'filter/invalid'
  readonly problem: 'key' | 'operator' | 'value' | 'join' | 'dangling-join'
  readonly key: string
  /** The keys, or the operators of the key, that there are. */
  readonly allowed: readonly string[]
}

const VALUELESS: readonly string[] = ['is_present', 'is_not_present']
const JOINS: readonly string[] = ['AND', 'OR']

const refuse = (
  problem: InvalidFilter['problem'],
  { key }: Pick<AskedCondition, 'key'>,
  allowed: readonly string[] = [],
) => err<InvalidFilter>({ code: 'filter/invalid', problem, key, allowed })

interface Reading<Key extends string> {
  readonly language: Language<Key>
  /** The keys that are of custom attributes which the organization uses. */
  readonly customKeys: ReadonlySet<string>
  readonly now: Timestamp
}

/** The keys that are neither of the language nor said to be custom: they may name custom attributes all the same. */
export const unknownKeys = <Key extends string>(
  asked: readonly AskedCondition[],
  { rules }: Language<Key>,
): readonly string[] => [
  ...new Set(asked.flatMap(({ key, custom }) => (custom || Object.hasOwn(rules, key) ? [] : [key]))),
]

/**
 * Reads the conditions, in the order in which they were asked: the first thing that is wrong refuses them all. AND binds
 * more tightly than OR; where nothing joins a condition to the next one, AND does.
 */
export const readConditions = <Key extends string>(
  asked: readonly AskedCondition[],
  reading: Reading<Key>,
): Result<Conditions<Key>, InvalidFilter> => {
  const groups: Condition<Key>[][] = [[]]
  for (const one of asked) {
    if (one.join && !JOINS.includes(one.join.toUpperCase())) return refuse('join', one, JOINS)
  }
  for (const [at, one] of asked.entries()) {
    const read = readCondition(one, reading)
    if (!read.ok) return read
    groups.at(-1)?.push(read.value)
    const last = at === asked.length - 1
    if (last && one.join) return refuse('dangling-join', one)
    if (!last && one.join?.toUpperCase() === 'OR') groups.push([])
  }
  return ok(groups)
}

const readCondition = <Key extends string>(
  asked: AskedCondition,
  { language, customKeys, now }: Reading<Key>,
): Result<Condition<Key>, InvalidFilter> => {
  const rule = asked.custom ? undefined : ruleOf(language, asked.key)
  const operators: readonly string[] = rule?.operators ?? OPERATORS
  const isKnown = rule !== undefined || asked.custom !== null || customKeys.has(asked.key)
  if (rule && !operators.includes(asked.operator)) return refuse('operator', asked, operators)
  if (!VALUELESS.includes(asked.operator) && asked.values.length === 0) return refuse('value', asked)
  if (!isKnown) return refuse('key', asked, Object.keys(language.rules))
  if (!operators.includes(asked.operator)) return refuse('operator', asked, operators)
  const test = rule ? testOf(asked, rule, language, now) : customTestOf(asked, language, now)
  if (!test) return refuse('value', asked)
  return ok({ attribute: attributeOf(asked, rule !== undefined, language), test })
}

const ruleOf = <Key extends string>({ rules }: Language<Key>, key: string): KeyRule | undefined =>
  Object.hasOwn(rules, key) ? rules[key as Key] : undefined

const attributeOf = <Key extends string>(
  { key, custom }: AskedCondition,
  own: boolean,
  { customOf }: Language<Key>,
): Attribute<Key> => (own ? { own: key as Key } : { custom: key, of: custom ?? customOf })

/** The test of a key of the language; null when the values don't fit. */
const testOf = <Key extends string>(
  asked: AskedCondition,
  rule: KeyRule,
  language: Language<Key>,
  now: Timestamp,
): Test | null => {
  const days = dayTestOf(asked, now)
  if (days !== undefined) return days
  if (VALUELESS.includes(asked.operator)) return compare(asked.operator, [])
  const counted = valuesOf(asked, rule, language)
  const values = counted.map((value) => valueFor(rule, asked.operator, value))
  if (values.some((value) => value === null)) return null
  const test = compare(
    asked.operator,
    values.flatMap((value) => value ?? []),
  )
  const orAbsent = rule.none !== undefined && counted.some((value) => isNone(rule, value))
  return test?.type === 'equals' ? { ...test, orAbsent } : test
}

const isNone = ({ none }: KeyRule, value: JsonValue | undefined): boolean => value === null || value === none

const valuesOf = <Key extends string>(
  { values, operator }: AskedCondition,
  { kind }: KeyRule,
  { firstValueOnly }: Language<Key>,
): readonly JsonValue[] => {
  const one = (firstValueOnly && kind !== 'tags') || operator === 'starts_with'
  return one ? values.slice(0, 1) : values
}

/** The longest text that anything is compared with, in characters. */
const LONGEST_VALUE = 1_000

const writtenIn = (value: JsonValue): string | null => {
  if (value === null || typeof value === 'object') return null
  const text = String(value)
  return text.length > LONGEST_VALUE ? null : text
}

/** A value in the form that it is compared in: several where a word stands for them, none where it stands for nothing. */
const valueFor = (rule: KeyRule, operator: string, value: JsonValue): readonly string[] | null => {
  if (rule.none !== undefined && isNone(rule, value)) return []
  const text = writtenIn(value)
  if (text === null) return null
  switch (rule.kind) {
    case 'number':
      return /^\d{1,15}$/.test(text.trim()) ? [String(Number(text))] : null
    case 'choice':
      if (text.toLowerCase() === rule.every) return rule.choices ?? []
      return rule.choices?.includes(text.toLowerCase()) ? [text.toLowerCase()] : null
    case 'truth':
      return TRUTHS.get(text.toLowerCase()) ?? null
    case 'phone':
      // A whole number, or how it begins, is E.164 with or without its plus sign; any other part of it is just text.
      return [PARTLY.includes(operator) ? text : `+${text.replaceAll('+', '')}`]
    default:
      return [text]
  }
}

const PARTLY: readonly string[] = ['contains', 'does_not_contain']

const TRUTHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['true', ['true']],
  ['1', ['true']],
  ['false', ['false']],
  ['0', ['false']],
])

const compare = (operator: string, values: readonly string[]): Test | null => {
  switch (operator) {
    case 'equal_to':
      return { type: 'equals', any: values, orAbsent: false }
    case 'not_equal_to':
      return { type: 'differs', from: values, orAbsent: false }
    case 'contains':
      return { type: 'contains', any: values }
    case 'does_not_contain':
      return { type: 'lacks', all: values }
    case 'starts_with':
      return { type: 'begins', with: values[0] ?? '' }
    case 'is_present':
      return { type: 'present' }
    case 'is_not_present':
      return { type: 'absent' }
    default:
      return null
  }
}

/** The test of a custom attribute: what its value is decides how it is compared with more and less. */
const customTestOf = <Key extends string>(
  asked: AskedCondition,
  { firstValueOnly }: Language<Key>,
  now: Timestamp,
): Test | null => {
  const values = firstValueOnly ? asked.values.slice(0, 1) : asked.values
  if (values.some((value) => writtenIn(value) === null)) return null
  const [first] = values
  const number = WRITTEN_NUMBER.test(String(first)) ? Number(first) : null
  if (number !== null && asked.operator === 'is_greater_than') return { type: 'greater', than: number }
  if (number !== null && asked.operator === 'is_less_than') return { type: 'less', than: number }
  const days = dayTestOf(asked, now)
  if (days !== undefined) return days
  const test = compare(asked.operator, values.map(String))
  return test?.type === 'differs' ? { ...test, orAbsent: true } : test
}

/** The longest time that `days_before` reaches back: ten thousand years would leave the calendar. */
const MOST_DAYS = 365_000

/** Days are whole and in UTC: later than a day is from the next one on. Undefined for operators that compare no days. */
const dayTestOf = ({ operator, values }: AskedCondition, now: Timestamp): Test | null | undefined => {
  switch (operator) {
    case 'is_greater_than': {
      const day = dayOf(values[0])
      return day === null ? null : { type: 'from', at: day + DAY }
    }
    case 'is_less_than': {
      const day = dayOf(values[0])
      return day === null ? null : { type: 'before', at: day }
    }
    case 'days_before': {
      const days = /^\d{1,6}$/.test(String(values[0])) ? Number(values[0]) : null
      if (days === null || days > MOST_DAYS) return null
      return { type: 'before', at: now - (now % DAY) - days * DAY }
    }
    default:
      return undefined
  }
}

const dayOf = (value: JsonValue | undefined): Timestamp | null => {
  if (typeof value !== 'string' || !WRITTEN_DAY.test(value)) return null
  const at = Date.parse(value.slice(0, 10))
  return Number.isNaN(at) ? null : at
}
