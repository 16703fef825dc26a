import type { FieldProblem } from '@parlance/core'
import type { InputIssue } from '../../../kernel/problem.ts'

/** What is wrong with one part of what was sent, as it goes out. */
export interface ToldField {
  readonly path: string
  readonly message: string
}

/** The domain's name of a field as the wire writes it. */
const wireName = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const phraseOf = ({ problem, limit, expected }: FieldProblem): string => {
  switch (problem) {
    case 'blank':
      return 'must not be empty'
    case 'invalid':
      return expected ? `must be ${expected}` : 'is invalid'
    case 'too_long':
      return `must have at most ${limit} characters`
    case 'too_short':
      return `must have at least ${limit} characters`
    case 'taken':
      return 'is taken'
    case 'unknown':
      return 'does not exist'
    case 'not_included':
      return expected ? `must be one of ${expected}` : 'is none of those that are known'
  }
}

/** What the domain has against fields. */
export const issuesOf = (problems: readonly FieldProblem[]): readonly ToldField[] =>
  problems.map((problem) => ({ path: wireName(problem.field), message: phraseOf(problem) }))

const issuePhrase = ({ problem, limit, text }: InputIssue): string => {
  switch (problem) {
    case 'missing':
      return 'is required'
    case 'invalid':
      return 'is invalid'
    case 'not_included':
      return 'is none of those that are known'
    case 'too_long':
      return `must have at most ${limit}`
    case 'too_short':
      return `must have at least ${limit}`
    case 'too_big':
      return `must be at most ${limit}`
    case 'too_small':
      return `must be at least ${limit}`
    case 'other':
      return text ?? 'is invalid'
  }
}

/** What schemas have against parts of a request. */
export const inputIssuesOf = (issues: readonly InputIssue[]): readonly ToldField[] =>
  issues.map((issue) => ({ path: issue.path.join('.') || 'body', message: issuePhrase(issue) }))
