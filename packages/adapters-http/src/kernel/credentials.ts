import type { Whereabouts } from '@parlance/core'
import type { Request } from 'express'

/** Longer texts are no credential of ours. */
const LONGEST = 4_096

const NONE: readonly string[] = []

const BEARER = /^Bearer +(\S+)$/i

const headerOf = (request: Request, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Where a request says that it comes from: the page's origin, and the bundle of an app. */
export const whereaboutsOf = (request: Request): Whereabouts => ({
  origin: request.headers.origin ?? null,
  bundleId: headerOf(request, 'x-bundle-id') ?? null,
})

/**
 * Every credential that the request carries: those of the headers for them first, then the query's, then the bearer's. Some
 * SDKs send a bearer of their own beside a good token, so one that is unknown decides nothing.
 */
export const credentialsOf = (request: Request): readonly string[] => {
  const asked = request.url.includes('api_access_token') ? request.query['api_access_token'] : undefined
  const { authorization } = request.headers
  const tokens = [
    headerOf(request, 'api_access_token'),
    headerOf(request, 'api-access-token'),
    headerOf(request, 'x-api-key'),
    typeof asked === 'string' ? asked : undefined,
    authorization && BEARER.exec(authorization)?.[1],
  ]
  if (tokens.every((token) => !token)) return NONE
  const sent = tokens.flatMap((token) => token?.trim() || [])
  return [...new Set(sent.map((token) => token.slice(0, LONGEST + 1)))]
}
