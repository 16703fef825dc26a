import type { Response } from 'express'

/** What is known of a request while it is answered; the log line is made of it. */
export interface RequestContext {
  readonly id: string
  /** Milliseconds, of a clock that only goes forward. */
  readonly startedAt: number
  /** The path as it was mounted: tells the route, and nothing of what was sent. */
  route: string | null
  /** Who asked; null for nobody known. */
  principal: string | null
}

const CONTEXT = Symbol('context')

/** With the context on it, where a weak map would make every collection of garbage look through all requests. */
type InContext = Response & { [CONTEXT]?: RequestContext }

/** Ties a context to the answer that is being made. */
export const keepContext = (response: InContext, context: RequestContext): void => {
  response[CONTEXT] = context
}

/** The context of the request that this answers; every request has one from its first moment. */
export const contextOf = (response: InContext): RequestContext => {
  const context = response[CONTEXT]
  if (!context) throw new Error('The request has no context: trackRequests must come first')
  return context
}
