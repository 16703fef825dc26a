import type { AgentMessagingIssue } from '@parlance/contracts'
import type { FieldProblem } from '@parlance/core'
import type { InputIssue, Problem, WireReply } from '../../../kernel/problem.ts'
import { type AgentMessagingCode, type ToldDetail, tellRefusal } from './agent-messaging-errors.ts'

/** Problems as this API tells them: `{"detail": …}`, with a text, a reason, or what is wrong with each part. */
export const renderAgentMessaging = (problem: Problem<AgentMessagingCode>): WireReply => {
  switch (problem.kind) {
    case 'refusal': {
      const { status, detail } = tellRefusal(problem.refusal)
      return telling(status, detail)
    }
    case 'invalid':
      return {
        status: 422,
        json: { detail: problem.issues.map((issue) => tellIssue(problem.place ?? 'body', issue)) },
      }
    case 'unauthenticated':
      return telling(401, 'Missing API key: send it as X-API-Key')
    case 'request':
      return telling(problem.status, problem.text)
    case 'limited':
      return telling(429, 'Too many requests')
    case 'timed_out':
      return telling(503, 'The request took too long', RETRY)
    case 'busy':
      return telling(503, 'The server is busy', RETRY)
    case 'failed':
      return telling(500, 'Internal Server Error')
  }
}

const RETRY = { 'Retry-After': '1' }

const isFields = (detail: ToldDetail): detail is readonly FieldProblem[] => Array.isArray(detail)

const telling = (
  status: number,
  detail: ToldDetail,
  headers?: Readonly<Record<string, string>>,
): WireReply => ({
  status,
  json: { detail: isFields(detail) ? detail.map(tellField) : detail },
  ...(headers && { headers }),
})

/** Fields that this API calls otherwise. */
const NAMES: ReadonlyMap<string, string> = new Map([['handle', 'agent_handle']])

const wireName = (field: string): string =>
  NAMES.get(field) ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const tellField = (problem: FieldProblem): AgentMessagingIssue => ({
  loc: ['body', wireName(problem.field)],
  ...wordsOfField(problem),
})

type Words = Pick<AgentMessagingIssue, 'msg' | 'type'>

const wordsOfField = ({ problem, limit, expected }: FieldProblem): Words => {
  switch (problem) {
    case 'blank':
      return { msg: 'Must not be empty', type: 'missing' }
    case 'invalid':
      return { msg: expected ? `Must be ${expected}` : 'Is invalid', type: 'value_error' }
    case 'too_long':
      return { msg: `Must have at most ${limit} characters`, type: 'string_too_long' }
    case 'too_short':
      return { msg: `Must have at least ${limit} characters`, type: 'string_too_short' }
    case 'taken':
      return { msg: 'Is taken', type: 'value_error' }
    case 'unknown':
      return { msg: 'Does not exist', type: 'value_error' }
    case 'not_included':
      return { msg: 'Is not one of the values that are taken', type: 'enum' }
  }
}

const tellIssue = (place: string, issue: InputIssue): AgentMessagingIssue => ({
  loc: [place, ...issue.path],
  ...wordsOfIssue(issue),
})

const wordsOfIssue = ({ problem, limit, text }: InputIssue): Words => {
  switch (problem) {
    case 'missing':
      return { msg: 'Field required', type: 'missing' }
    case 'invalid':
      return { msg: 'Is not valid here', type: 'value_error' }
    case 'not_included':
      return { msg: 'Is not one of the values that are taken', type: 'enum' }
    case 'too_long':
      return { msg: `Must have at most ${limit} characters or items`, type: 'too_long' }
    case 'too_short':
      return { msg: `Must have at least ${limit} characters or items`, type: 'too_short' }
    case 'too_big':
      return { msg: `Must be less than or equal to ${limit}`, type: 'less_than_equal' }
    case 'too_small':
      return { msg: `Must be greater than or equal to ${limit}`, type: 'greater_than_equal' }
    case 'other':
      return { msg: text ?? 'Is invalid', type: 'value_error' }
  }
}
