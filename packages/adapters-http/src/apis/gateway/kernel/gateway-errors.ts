import type { Problem, WireReply } from '../../../kernel/problem.ts'
import { renderAgentMessaging } from '../../agent-messaging/kernel/render.ts'

/** What routes of this API can be refused. */
export type GatewayCode =
  | 'gateway/unknown'
  | 'connection/not-connected'
  | 'message/not-found'
  | 'message/too-many'
  | 'gateway/has-outside'
  | 'validation/failed'

/** Refusals that tell more than a text. */
type Telling = 'validation/failed' | 'connection/not-connected'

interface Told {
  readonly status: number
  readonly text: string
}

const GATEWAY_ERRORS: { readonly [Code in Exclude<GatewayCode, Telling>]: Told } = {
  'gateway/unknown': { status: 401, text: 'Invalid gateway secret' },
  'gateway/has-outside': { status: 404, text: 'What goes out is not kept here' },
  'message/not-found': { status: 404, text: 'Message not found' },
  'message/too-many': {
    status: 429,
    text: 'The conversation has had the messages that it may have in a minute',
  },
}

/** The status of a refusal. */
export const statusOf = (code: GatewayCode): number =>
  code === 'validation/failed' ? 422 : code === 'connection/not-connected' ? 404 : GATEWAY_ERRORS[code].status

/** Problems as `{"detail": …}`: a text, or what is wrong with each part. */
export const renderGateway = (problem: Problem<GatewayCode>): WireReply => {
  if (problem.kind === 'unauthenticated')
    return { status: 401, json: { detail: 'Missing gateway secret: send it as a bearer' } }
  if (problem.kind !== 'refusal') return renderAgentMessaging(problem)
  const { refusal } = problem
  if (refusal.code === 'validation/failed') return renderAgentMessaging({ kind: 'refusal', refusal })
  if (refusal.code === 'connection/not-connected') {
    const { reply } = refusal
    return { status: 404, json: { detail: { error: 'not_connected', message: reply.text, reply } } }
  }
  const { status, text } = GATEWAY_ERRORS[refusal.code]
  const wait = status === 429 ? { headers: { 'Retry-After': '60' } } : {}
  return { status, json: { detail: text }, ...wait }
}
