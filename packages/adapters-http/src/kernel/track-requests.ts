import type { RequestHandler } from 'express'
import type { Logger } from './logger.ts'
import { keepContext } from './request-context.ts'
import { requestId } from './request-id.ts'

/** What was measured of a request. */
export interface RequestMeasure {
  readonly method: string
  /** The path as it was mounted; `unmatched` where there is none. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/**
 * Gives every request an id, and writes one line when it is over. What was sent and answered is never written: paths are
 * told as they were mounted, because the parts of real ones, like bodies and headers, belong to the people they are about.
 */
export const trackRequests =
  (logger: Logger, observe: (measure: RequestMeasure) => void): RequestHandler =>
  (request, response, next) => {
    const given = request.headers['x-request-id']
    const id = requestId(Array.isArray(given) ? given[0] : given)
    const context = { id, startedAt: performance.now(), route: null, principal: null }
    keepContext(response, context)
    response.setHeader('X-Request-Id', id)
    response.once('close', () => {
      const duration = performance.now() - context.startedAt
      const { method } = request
      const { statusCode: status } = response
      const route = context.route ?? 'unmatched'
      observe({ method, route, status, seconds: duration / 1_000 })
      const line = {
        request_id: id,
        method,
        route,
        status,
        duration_ms: Math.round(duration * 100) / 100,
        principal: context.principal,
        ...(!response.writableFinished && { aborted: true }),
      }
      logger.info(line, 'request')
    })
    next()
  }
