import type { Timestamp } from './clock.ts'

/** How a condition of the filter language compares. */
export const OPERATORS = [
  'equal_to',
  'not_equal_to',
  'contains',
  'does_not_contain',
  'is_present',
  'is_not_present',
  'is_greater_than',
  'is_less_than',
  'days_before',
  'starts_with',
] as const

export type Operator = (typeof OPERATORS)[number]

/** What the custom attributes that a condition names are of. */
export type CustomOf = 'contact' | 'conversation'

/** What a condition looks at: an attribute that every item has, or one of an organization's own making. */
export type Attribute<Key extends string> =
  | { readonly own: Key }
  | { readonly custom: string; readonly of: CustomOf }

/**
 * What an attribute is tested for. Texts are compared in any case, numbers and truths as they are written. An attribute that
 * an item doesn't have passes `absent`, and others only where they say so; of tags, none is as good as other ones.
 */
export type Test =
  | { readonly type: 'equals'; readonly any: readonly string[]; readonly orAbsent: boolean }
  | { readonly type: 'differs'; readonly from: readonly string[]; readonly orAbsent: boolean }
  | { readonly type: 'contains'; readonly any: readonly string[] }
  | { readonly type: 'lacks'; readonly all: readonly string[] }
  | { readonly type: 'begins'; readonly with: string }
  | { readonly type: 'present' }
  | { readonly type: 'absent' }
  /** At or after the beginning of a day, in UTC. */
  | { readonly type: 'from'; readonly at: Timestamp }
  | { readonly type: 'before'; readonly at: Timestamp }
  | { readonly type: 'greater'; readonly than: number }
  | { readonly type: 'less'; readonly than: number }

export interface Condition<Key extends string> {
  readonly attribute: Attribute<Key>
  readonly test: Test
}

/** Items pass that pass every condition of any of the groups. */
export type Conditions<Key extends string> = readonly (readonly Condition<Key>[])[]

/** Numbers that a custom attribute may hold as text, too. */
export const WRITTEN_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/

/** The days that a custom attribute may hold, with or without a time behind them. */
export const WRITTEN_DAY = /^\d{4}-\d{2}-\d{2}/
