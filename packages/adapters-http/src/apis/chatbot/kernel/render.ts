import type { WireProblem } from '@parlance/contracts'
import type { Render, RequestProblem, WireReply } from '../../../kernel/problem.ts'
import { type ChatbotCode, type Told, tellFields, tellRefusal } from './chatbot-errors.ts'
import { inputIssuesOf } from './words.ts'

const reply = (
  { status, code, title, detail, errors }: Told,
  headers: Readonly<Record<string, string>> = {},
): WireReply => {
  const json: WireProblem = {
    type: `urn:parlance:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(errors && { errors: [...errors] }),
  }
  return { status, json, headers: { ...headers, 'Content-Type': 'application/problem+json' } }
}

const say = (status: number, code: string, title: string, detail = title): Told => ({
  status,
  code,
  title,
  detail,
})

/** Problems that are about the request as such, by their status. */
const REQUEST = {
  400: ['malformed_request', 'The request cannot be read'],
  404: ['not_found', 'There is no such thing, or not for the caller'],
  409: ['conflict', 'It cannot be done as things are'],
  413: ['payload_too_large', 'The request is too large'],
  415: ['unsupported_media_type', 'The type of the body is not read'],
  422: ['idempotency_key_invalid', 'The Idempotency-Key cannot be one'],
} as const

const RETRY = { 'Retry-After': '1' }

const renderRequest = (problem: Exclude<RequestProblem, { kind: 'invalid' }>): WireReply => {
  switch (problem.kind) {
    case 'unauthenticated':
      return reply(say(401, 'unauthorized', 'Who calls is not known', 'An access token or a key is needed'), {
        'WWW-Authenticate': 'Bearer',
      })
    case 'request': {
      const [code, title] = REQUEST[problem.status]
      return reply(say(problem.status, code, title, problem.status === 404 ? title : problem.text))
    }
    case 'limited':
      return reply(say(429, 'rate_limited', 'Too many requests', 'Come back after what Retry-After says'))
    case 'busy':
      return reply(say(503, 'unavailable', 'Too much is waiting', 'Try again after a moment'), RETRY)
    case 'timed_out':
      return reply(say(503, 'timed_out', 'It took too long', 'It was begun, and given up'), RETRY)
    case 'failed':
      return reply(
        say(500, 'internal_error', 'Something failed on our side', 'The log has it under X-Request-Id'),
      )
  }
}

/** Problems as this API tells them: problem documents of RFC 9457. */
export const renderProblem: Render<ChatbotCode> = (problem) => {
  switch (problem.kind) {
    case 'refusal':
      return reply(tellRefusal(problem.refusal))
    case 'invalid':
      return reply(tellFields(inputIssuesOf(problem.issues)))
    default:
      return renderRequest(problem)
  }
}
