import { SECOND } from '@parlance/core'
import type { Request, RequestHandler, Response } from 'express'
import { callerAt, networksOf } from './client-address.ts'
import type { Logger } from './logger.ts'
import type { WireReply } from './problem.ts'
import {
  RATE_LIMITS,
  type RateLimit,
  type RateLimitName,
  type RateLimitOptions,
  type Taken,
} from './rate-limits.ts'
import { contextOf } from './request-context.ts'
import { send } from './send.ts'

/** Whose requests are counted. */
export interface Counted {
  readonly account: string
  /** Null for somebody whom nobody knows. */
  readonly caller: string | null
  /** Where the request comes from. */
  readonly address: string
}

/** Keeps callers within their limits. */
export interface RateGuard {
  /** Counts every request by the address that it comes from. */
  readonly everyRequest: RequestHandler
  /** Counts one more for each of the limits; tells whether all of them still allow it, and says so in the answer's headers. */
  readonly allows: (names: readonly RateLimitName[], counted: Counted, response: Response) => Promise<boolean>
}

/** The answer to one request too many; its headers are set already. */
export const RETRY_LATER: WireReply = {
  status: 429,
  text: 'Retry later\n',
  headers: { 'Content-Type': 'text/plain' },
}

/** What is asked by whoever watches over the server is not counted. */
const UNCOUNTED = ['/healthz', '/readyz', '/metrics']

/** Makes the guard of one application. When the limiter fails, requests are let through: it protects, and must not be the outage. */
export const createRateGuard = (
  { limiter, limits = {}, exempt = [] }: RateLimitOptions,
  logger: Logger,
): RateGuard => {
  const isExempt = networksOf(exempt)

  const take = async (name: RateLimitName, key: string, response: Response): Promise<boolean> => {
    const { window, limit: standard } = RATE_LIMITS[name]
    const limit = limits[name] ?? standard
    if (limit === 0) return true
    try {
      const taken = await limiter.take(name, key, { limit, window })
      tell(response, { name, limit, window }, taken)
      return taken.allowed
    } catch (err) {
      logger.warn(
        { err, request_id: contextOf(response).id, limit: name },
        'a rate limit could not be counted',
      )
      return true
    }
  }

  return {
    everyRequest: async (request, response, next) => {
      const address = addressOf(request)
      if (isExempt(address) || UNCOUNTED.includes(request.path)) return next()
      if (await take('address', callerAt(address), response)) return next()
      return send(response, RETRY_LATER)
    },
    allows: async (names, counted, response) => {
      for (const name of names) {
        if (!(await take(name, keyOf(RATE_LIMITS[name].by, counted), response))) return false
      }
      return true
    },
  }
}

const keyOf = (by: RateLimit['by'], { account, caller, address }: Counted): string => {
  switch (by) {
    case 'address':
      return callerAt(address)
    case 'account':
      return account
    case 'caller':
      return caller === null ? callerAt(address) : `${account} ${caller}`
  }
}

/** Behind proxies that are trusted, the address they tell; otherwise that of the connection. */
export const addressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? ''

interface Policy extends Pick<RateLimit, 'limit' | 'window'> {
  readonly name: RateLimitName
}

/** Every limit that was counted is on the lists; what the older headers tell is how it stands with the last of them. */
const tell = (
  response: Response,
  { name, limit, window }: Policy,
  { allowed, remaining, resetsIn }: Taken,
): void => {
  const seconds = Math.max(1, Math.ceil(resetsIn / SECOND))
  const known = kebab(name)
  list(response, 'RateLimit-Policy', `"${known}";q=${limit};w=${window / SECOND}`)
  list(response, 'RateLimit', `"${known}";r=${remaining};t=${seconds}`)
  response.setHeader('RateLimit-Limit', limit)
  response.setHeader('RateLimit-Remaining', remaining)
  response.setHeader('RateLimit-Reset', seconds)
  if (OLDER.includes(name)) {
    response.setHeader('X-RateLimit-Limit', limit)
    response.setHeader('X-RateLimit-Remaining', remaining)
    response.setHeader('X-RateLimit-Reset', seconds)
  }
  if (!allowed) response.setHeader('Retry-After', seconds)
}

/** The limits of an API whose clients read the headers that were usual before. */
const OLDER: readonly RateLimitName[] = ['agentMessaging', 'imessageSends']

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Adds to a header that is a list. */
const list = (response: Response, header: string, item: string): void => {
  const before = response.getHeader(header)
  response.setHeader(header, before === undefined ? item : `${before}, ${item}`)
}
