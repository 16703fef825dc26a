import type { Logger } from './logger.ts'
import type { RequestProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'

/** A storage that has too much to write says so, having written nothing; one that is not there may be back soon. */
const BUSY_CODES = ['storage/overloaded', 'storage/unavailable'] as const

/** What a throw means for the caller; what it was goes into the log, with the request's id. */
export const problemOfThrow = (thrown: unknown, logger: Logger, context: RequestContext): RequestProblem => {
  const { status, code } = (thrown ?? {}) as { readonly status?: unknown; readonly code?: unknown }
  if (BUSY_CODES.some((busy) => busy === code)) {
    logger.warn({ err: thrown, request_id: context.id, route: context.route }, 'busy')
    return { kind: 'busy' }
  }
  if (code === 'storage/timed-out') {
    logger.warn({ err: thrown, request_id: context.id, route: context.route }, 'took too long')
    return { kind: 'timed_out' }
  }
  // Paths that are no valid percent-encoding.
  if (status === 400) return { kind: 'request', status: 400, text: 'Bad Request' }
  logger.error({ err: thrown, request_id: context.id, route: context.route }, 'request failed')
  return { kind: 'failed' }
}
