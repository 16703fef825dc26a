import type { JsonObject } from './json.ts'
import type { FieldProblem } from './refusal.ts'

/** Longest text that one attribute of a conversation holds, in characters. */
export const ATTRIBUTE_LENGTH = 1_500
/** Longest object of attributes, in characters of its JSON: every event of the conversation carries it. */
export const ATTRIBUTES_LENGTH = 50_000

/** What is wrong with an object of a caller's own attributes. */
export const attributesProblems = (
  field: string,
  attributes: JsonObject | null | undefined,
): readonly FieldProblem[] => {
  if (!attributes) return []
  const long = Object.values(attributes).some(
    (value) => typeof value === 'string' && value.length > ATTRIBUTE_LENGTH,
  )
  if (long) return [{ field, problem: 'too_long', limit: ATTRIBUTE_LENGTH }]
  return JSON.stringify(attributes).length > ATTRIBUTES_LENGTH
    ? [{ field, problem: 'too_long', limit: ATTRIBUTES_LENGTH }]
    : []
}
