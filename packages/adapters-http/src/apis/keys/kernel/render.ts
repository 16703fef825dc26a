import type { SupportValidationError } from '@parlance/contracts'
import type { InputIssue, Problem, WireReply } from '../../../kernel/problem.ts'
import { renderAgentMessaging } from '../../agent-messaging/kernel/render.ts'
import { INVALID_KEY, type KeysCode, tellRefusal } from './keys-errors.ts'

/** The vocabulary in which a key has a label, and may be one of an agent identity. */
export const LABELLED = 'labelled'

/** Problems as `{"detail": …}`; what is wrong with the fields of a body, in the vocabulary that it was written in. */
export const renderKeys = (problem: Problem<KeysCode>): WireReply => {
  switch (problem.kind) {
    case 'refusal': {
      const { status, text } = tellRefusal(problem.refusal)
      return { status, json: { detail: text } }
    }
    case 'unauthenticated':
      return { status: 401, json: { detail: INVALID_KEY } }
    case 'invalid':
      if (problem.place === 'path') return { status: 404, json: { detail: 'Not found.' } }
      return problem.vocabulary === LABELLED
        ? renderAgentMessaging(problem)
        : { status: 400, json: tellIssues(problem.issues) }
    default:
      return renderAgentMessaging(problem)
  }
}

const tellIssues = (issues: readonly InputIssue[]): SupportValidationError => {
  const errors: Record<string, string[]> = {}
  for (const issue of issues) {
    const field = issue.path[0] ?? 'body'
    errors[field] = [...(errors[field] ?? []), wordsOf(issue)]
  }
  return { detail: 'What was sent cannot be accepted.', errors }
}

const wordsOf = ({ problem, limit, text }: InputIssue): string => {
  switch (problem) {
    case 'missing':
      return 'This field is required.'
    case 'invalid':
      return 'This is not valid here.'
    case 'not_included':
      return 'This is not one of the values that are taken.'
    case 'too_long':
      return `This must have at most ${limit} characters or items.`
    case 'too_short':
      return limit === 1 ? 'This field may not be blank.' : `This must have at least ${limit} characters.`
    case 'too_big':
      return `This must be at most ${limit}.`
    case 'too_small':
      return `This must be at least ${limit}.`
    case 'other':
      return `This ${text ?? 'is not valid'}.`
  }
}
