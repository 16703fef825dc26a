import { SHORT_TEXT, tooLong } from './fields.ts'
import type { FieldProblem } from './refusal.ts'

/** The most tags that a conversation or a contact has. */
export const MOST_TAGS = 100

/** The titles as tags are kept: trimmed, without blank ones, each once, in the order in which they came. */
export const toTags = (titles: readonly string[]): readonly string[] => [
  ...new Set(titles.map((title) => title.trim()).filter((title) => title !== '')),
]

/** What is wrong with a set of tags. */
export const tagProblems = (field: string, tags: readonly string[]): readonly FieldProblem[] => {
  if (tags.length > MOST_TAGS) return [{ field, problem: 'invalid', expected: `at most ${MOST_TAGS}` }]
  return tags.flatMap((tag) => tooLong(field, tag, SHORT_TEXT)).slice(0, 1)
}
