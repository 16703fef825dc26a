import type { JsonObject, JsonValue } from './json.ts'
import type { FieldProblem } from './refusal.ts'

/** Longest text of a one-line field, in characters. */
export const SHORT_TEXT = 255
/** Longest text of a free-text field, in characters. */
export const LONG_TEXT = 20_000

/** Says that the text is longer than it may be. */
export const tooLong = (
  field: string,
  text: string | null | undefined,
  limit: number,
): readonly FieldProblem[] => (text && text.length > limit ? [{ field, problem: 'too_long', limit }] : [])

/** Says that there is nothing but white space. */
export const blank = (field: string, text: string | null | undefined): readonly FieldProblem[] =>
  text?.trim() ? [] : [{ field, problem: 'blank' }]

/** Trims; a text of nothing becomes null. */
export const presence = (text: string | null | undefined): string | null => text?.trim() || null

/** Lays `over` on `under`, one level deep. */
export const mergeShallow = (under: JsonObject, over: JsonObject): JsonObject => ({ ...under, ...over })

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lays `over` on `under`; objects inside objects are laid on each other likewise. */
export const mergeDeep = (under: JsonObject, over: JsonObject): JsonObject => {
  const merged: Record<string, JsonValue> = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key]
    merged[key] = isObject(value) && isObject(below) ? mergeDeep(below, value) : value
  }
  return merged
}

/** The changes with their undefined members left out: undefined leaves a field as it is, null clears it. */
export const defined = <T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
