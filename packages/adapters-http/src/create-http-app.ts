import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { APIS } from './apis/apis.ts'
import { filesRouter } from './files/files-router.ts'
import { bareReply } from './kernel/bare-reply.ts'
import { type AllowedOrigins, allowOrigins } from './kernel/cross-origin.ts'
import { problemOfThrow } from './kernel/failure.ts'
import type { HttpPorts } from './kernel/http-ports.ts'
import { mountRoutes } from './kernel/mount-routes.ts'
import { createRateGuard } from './kernel/rate-guard.ts'
import type { RateLimitOptions } from './kernel/rate-limits.ts'
import { contextOf } from './kernel/request-context.ts'
import { secureHeaders } from './kernel/secure-headers.ts'
import { send } from './kernel/send.ts'
import { trackRequests } from './kernel/track-requests.ts'
import { documentationRouter } from './openapi/documentation-router.ts'
import { type Metrics, operationsRouter, type Readiness } from './operations/operations.ts'
import { eventsRouter, type Realtime } from './realtime/events-router.ts'
import { surveyRouter } from './survey/survey-router.ts'
import { jwksRouter } from './tokens/jwks-router.ts'

/** What the HTTP APIs need, and what of them is configured. */
export interface HttpAppOptions extends Omit<HttpPorts, 'rateGuard' | 'fileLimit'> {
  /** The bytes that the files of one request may have together: 40 MB when it is left out. */
  readonly fileLimit?: number | undefined
  /** What `/readyz` answers; always ready when it is left out. */
  readonly ready?: Readiness | undefined
  /** Where requests are measured, and what `/metrics` answers; it is not there when this is left out. */
  readonly metrics?: Metrics | undefined
  /** What `/api/v1/events` is told by; it is not there when this is left out. */
  readonly realtime?: Realtime | undefined
  /** Keeps callers within limits; there are none when it is left out. */
  readonly rateLimits?: RateLimitOptions | undefined
  /**
   * The proxies before this server: their addresses and networks, or how many there are in a row. Only what they say about
   * where a request comes from is believed; none when it is left out.
   */
  readonly trustProxy?: number | readonly string[] | undefined
  /** Whose pages may call `/api/*`; nobody's when it is left out. `/public/api/*` is open to all. */
  readonly allowedOrigins?: AllowedOrigins | undefined
}

const INFO = { title: 'Parlance', description: 'Every API of this server.' }

/** 40 MB. */
export const FILE_LIMIT = 40 * 1024 * 1024

const NO_ORIGINS: readonly string[] = []

/**
 * The HTTP APIs on an engine, as an Express application that is not listening yet. Whoever listens sets the server's
 * timeouts, and closes it.
 */
export const createHttpApp = (options: HttpAppOptions): Express => {
  const {
    engine,
    clock,
    secrets,
    logger,
    ready,
    metrics,
    allowedOrigins = NO_ORIGINS,
    trustProxy = false,
    fileLimit = FILE_LIMIT,
  } = options
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'extended')
  app.set('trust proxy', trustProxy)
  app.use(trackRequests(logger, metrics?.observe ?? (() => undefined)))
  app.use(secureHeaders)
  app.use('/public/api', allowOrigins('*'))
  app.use('/api', allowOrigins(allowedOrigins))
  // After the headers that let a page of another origin read that it must wait.
  const rateGuard = options.rateLimits && createRateGuard(options.rateLimits, logger)
  if (rateGuard) app.use(rateGuard.everyRequest)
  const ports = { engine, clock, secrets, logger, rateGuard, fileLimit, publicUrl: options.publicUrl }
  for (const api of APIS) app.use(mountRoutes(api.routes, ports))
  app.use(jwksRouter(ports))
  app.use(filesRouter(ports))
  app.use(surveyRouter({ engine, clock, logger }))
  if (options.realtime) app.use(eventsRouter(options.realtime, ports))
  app.use(operationsRouter({ logger, ready, metrics }))
  app.use(documentationRouter(INFO, APIS))
  app.use(nothingHere)
  app.use(anythingElse(options))
  return app
}

const nothingHere: RequestHandler = (_request, response) => send(response, bareReply(404))

/** What fails outside every route: paths that can't be decoded, and our own mistakes. */
const anythingElse =
  ({ logger }: Pick<HttpPorts, 'logger'>): ErrorRequestHandler =>
  (thrown, _request, response, _next) => {
    const problem = problemOfThrow(thrown, logger, contextOf(response))
    send(response, bareReply(problem.kind === 'request' ? problem.status : 500))
  }
