import type { SupportValidationError } from '@parlance/contracts'
import type { FieldProblem } from '@parlance/core'
import type { InputIssue, Problem, WireReply } from '../../../kernel/problem.ts'
import { type SupportCode, tellRefusal } from './support-errors.ts'

/** Problems as this API tells them: `{"detail": …}`, with `errors` by field where what was sent is at fault. */
export const renderSupport = (problem: Problem<SupportCode>): WireReply => {
  switch (problem.kind) {
    case 'refusal': {
      const { status, detail, fields } = tellRefusal(problem.refusal)
      return fields
        ? invalid(fields.map(tellField))
        : telling(status, detail, status === 429 ? AFTER_A_MINUTE : undefined)
    }
    case 'invalid':
      return invalid(problem.issues.map(tellIssue))
    case 'unauthenticated':
      return telling(401, 'Invalid or revoked API key.')
    case 'request':
      return ofRequest(problem.status, problem.text)
    case 'limited':
      return telling(429, 'Request was throttled.')
    case 'timed_out':
      return telling(503, 'The request took too long.', RETRY)
    case 'busy':
      return telling(503, 'The server is busy.', RETRY)
    case 'failed':
      return telling(500, 'Internal server error.')
  }
}

const RETRY = { 'Retry-After': '1' }
const AFTER_A_MINUTE = { 'Retry-After': '60' }

const ofRequest = (status: number, text: string): WireReply => {
  if (status === 404) return telling(404, 'Not found.')
  return telling(status === 422 ? 400 : status, text)
}

const telling = (status: number, detail: string, headers?: Readonly<Record<string, string>>): WireReply => ({
  status,
  json: { detail },
  ...(headers && { headers }),
})

type Told = readonly [field: string, text: string]

/** What is wrong, by field: each sentence once. */
const invalid = (told: readonly Told[]): WireReply => {
  const errors: Record<string, string[]> = {}
  for (const [field, text] of told) {
    const texts = Object.hasOwn(errors, field) ? (errors[field] ?? []) : []
    errors[field] = texts.includes(text) ? texts : [...texts, text]
  }
  const json: SupportValidationError = { detail: 'Invalid input.', errors }
  return { status: 400, json }
}

/** The names of the wire, where they are not the domain's in another case. */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  email: 'user_email',
  name: 'user_first_name',
  lastName: 'user_last_name',
  subscriptions: 'events',
  content: 'body',
}

const wireName = (field: string): string =>
  WIRE_NAMES[field] ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const tellField = ({ field, problem, limit, expected }: FieldProblem): Told => {
  const name = wireName(field)
  switch (problem) {
    case 'blank':
      return [name, 'This field may not be blank.']
    case 'invalid':
      return [name, expected ? `Enter ${expected}.` : 'Enter a valid value.']
    case 'too_long':
      return [name, `Ensure this field has no more than ${limit} characters.`]
    case 'too_short':
      return [name, `Ensure this field has at least ${limit} characters.`]
    case 'taken':
      return [name, 'This field must be unique.']
    case 'unknown':
      return [name, 'This does not exist.']
    case 'not_included':
      return [name, 'This is not a valid choice.']
  }
}

const tellIssue = (issue: InputIssue): Told => [issue.path[0] ?? 'body', wordsOf(issue)]

const wordsOf = ({ problem, limit, text }: InputIssue): string => {
  switch (problem) {
    case 'missing':
      return 'This field is required.'
    case 'invalid':
      return 'Enter a valid value.'
    case 'not_included':
      return 'This is not a valid choice.'
    case 'too_long':
      return `Ensure this field has no more than ${limit} characters or items.`
    case 'too_short':
      return `Ensure this field has at least ${limit} characters or items.`
    case 'too_big':
      return `Ensure this value is less than or equal to ${limit}.`
    case 'too_small':
      return `Ensure this value is greater than or equal to ${limit}.`
    case 'other':
      return `This ${text ?? 'is not valid'}.`
  }
}
