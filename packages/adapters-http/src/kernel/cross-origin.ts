import type { RequestHandler } from 'express'

/** Who may call from a page of another origin: everybody, or the origins that are listed. */
export type AllowedOrigins = '*' | readonly string[]

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const EXPOSED =
  'X-Request-Id, Idempotency-Replayed, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset'
/** How long a browser may remember the answer to its preflight: two hours. */
const MAX_AGE = '7200'

/** Lets pages of these origins call; the preflight is answered here. Without an allowed origin nothing is said. */
export const allowOrigins =
  (allowed: AllowedOrigins): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers
    const granted = allowed === '*' ? '*' : origin !== undefined && allowed.includes(origin) ? origin : null
    if (allowed !== '*') response.vary('Origin')
    if (granted === null) return next()
    response.setHeader('Access-Control-Allow-Origin', granted)
    response.setHeader('Access-Control-Expose-Headers', EXPOSED)
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
      return next()
    }
    response.setHeader('Access-Control-Allow-Methods', METHODS)
    response.setHeader(
      'Access-Control-Allow-Headers',
      request.headers['access-control-request-headers'] ?? 'Content-Type',
    )
    response.setHeader('Access-Control-Max-Age', MAX_AGE)
    response.statusCode = 204
    response.end()
  }
