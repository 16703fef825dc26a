import { bareReply } from '../../../kernel/bare-reply.ts'
import type { InputIssue, Problem, Render, WireReply } from '../../../kernel/problem.ts'
import { RETRY_LATER } from '../../../kernel/rate-guard.ts'
import { type ChannelCode, type Told, tellRefusal } from './channel-errors.ts'
import { humanName, issuePhrase } from './words.ts'

const tellIssues = (issues: readonly InputIssue[]): Told => ({
  text: issues
    .map((issue) => `${humanName(issue.path.join('.') || 'body')} ${issuePhrase(issue)}`)
    .join(', '),
  attributes: [...new Set(issues.map(({ path }) => path.join('.') || 'body'))],
})

const missingOf = (issues: readonly InputIssue[]): Told | null => {
  const missing = issues.find(({ problem }) => problem === 'missing')
  return missing ? { text: `param is missing or the value is empty: ${missing.path.join('.')}` } : null
}

type Shape = (told: Told & { readonly status: number }) => unknown

const renderWith =
  (
    shape: Shape,
    otherwise: (problem: Exclude<Problem, { kind: 'refusal' | 'invalid' }>) => WireReply,
  ): Render<ChannelCode> =>
  (problem) => {
    switch (problem.kind) {
      case 'refusal': {
        const told = tellRefusal(problem.refusal)
        return { status: told.status, json: shape(told) }
      }
      case 'invalid': {
        const told = missingOf(problem.issues) ?? tellIssues(problem.issues)
        return { status: 422, json: shape({ status: 422, ...told }) }
      }
      default:
        return otherwise(problem)
    }
  }

const NOBODY = { errors: ['You need to sign in or sign up before continuing.'] }

const TOO_LONG = { error: 'The request took too long to complete. Please try again.' }

const BUSY = bareReply(503, { 'Retry-After': '1' })

/** `{message, attributes}` where attributes are at fault, else `{error}`. */
const applicationShape: Shape = ({ text, attributes, more }) =>
  attributes ? { message: text, attributes, ...more } : { error: text, ...more }

const applicationOtherwise = (problem: Exclude<Problem, { kind: 'refusal' | 'invalid' }>): WireReply => {
  switch (problem.kind) {
    case 'unauthenticated':
      return { status: 401, json: NOBODY }
    case 'request':
      return {
        status: problem.status,
        json: { error: problem.status === 404 ? 'Resource could not be found' : problem.text },
      }
    case 'timed_out':
      return { status: 422, json: TOO_LONG }
    case 'limited':
      return RETRY_LATER
    case 'busy':
      return BUSY
    case 'failed':
      return bareReply(500)
  }
}

/** Problems as the application API tells them. */
export const renderApplication = renderWith(applicationShape, applicationOtherwise)

/** Creating a message has always told what is wrong with it in `error`; the other two members came later. */
export const renderMessageCreation = renderWith((told) => {
  if (told.status !== 422 || !told.attributes) return applicationShape(told)
  const { text, attributes, more } = told
  return { error: `Validation failed: ${text}`, message: text, attributes, ...more }
}, applicationOtherwise)

/** Problems as the public API tells them: with nothing in them that only members may know. */
export const renderPublic = renderWith(
  ({ status, text, attributes, more }) => {
    if (status !== 422) return bareReply(status).json
    const { contact_id: _known, ...told } = more ?? {}
    return { message: text, attributes: attributes ?? [], ...told }
  },
  (problem) => {
    switch (problem.kind) {
      case 'unauthenticated':
        return bareReply(401)
      case 'request':
        return problem.status === 422
          ? { status: 422, json: { message: problem.text, attributes: [] } }
          : bareReply(problem.status)
      case 'timed_out':
      case 'busy':
        return BUSY
      case 'limited':
        return RETRY_LATER
      case 'failed':
        return bareReply(500)
    }
  },
)
