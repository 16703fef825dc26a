import type { Request, RequestHandler } from 'express'
import { credentialsOf } from './credentials.ts'

/** Who may call from a page of another origin: everybody, or the origins that are listed. */
export type AllowedOrigins = '*' | readonly string[]

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const EXPOSED =
  'X-Request-Id, Idempotency-Replayed, Retry-After, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset'
/** How long a browser may remember the answer to its preflight: two hours. */
const MAX_AGE = '7200'

/** Lets pages of these origins call; the preflight is answered here. Without an allowed origin nothing is said. */
export const allowOrigins =
  (allowed: AllowedOrigins): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers
    const preflight = isPreflight(request)
    const granted = grantedTo(allowed, origin, () =>
      preflight ? asksForKey(request) : hasClientKey(request),
    )
    if (allowed !== '*') response.vary('Origin')
    if (granted === null) return next()
    response.setHeader('Access-Control-Allow-Origin', granted)
    // Long, and for pages alone.
    if (origin !== undefined) response.setHeader('Access-Control-Expose-Headers', EXPOSED)
    if (!preflight) return next()
    response.setHeader('Access-Control-Allow-Methods', METHODS)
    response.setHeader(
      'Access-Control-Allow-Headers',
      request.headers['access-control-request-headers'] ?? 'Content-Type',
    )
    response.setHeader('Access-Control-Max-Age', MAX_AGE)
    response.statusCode = 204
    response.end()
  }

const grantedTo = (
  allowed: AllowedOrigins,
  origin: string | undefined,
  byKey: () => boolean,
): string | null => {
  if (allowed === '*') return '*'
  return origin !== undefined && (allowed.includes(origin) || byKey()) ? origin : null
}

const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

const KEY_HEADERS = ['x-api-key', 'authorization']

/**
 * Whether the page wants to call with a credential in a header. A preflight carries no key, so it can't be told whose
 * list the origin is on; but what is let through here is let in by its credential alone: no cookie ever is, because
 * `Access-Control-Allow-Credentials` is never said.
 */
const asksForKey = ({ headers }: Request): boolean =>
  (headers['access-control-request-headers'] ?? '')
    .toLowerCase()
    .split(',')
    .some((name) => KEY_HEADERS.includes(name.trim()))

/**
 * Whether the request came with a key that is made for pages. Which origins it is good for is asked at the door; what it
 * may read, whoever has it may read anyway.
 */
const hasClientKey = (request: Request): boolean => {
  const credentials = credentialsOf(request)
  return credentials.length > 0 && credentials.every((credential) => credential.startsWith('pk_live_'))
}
