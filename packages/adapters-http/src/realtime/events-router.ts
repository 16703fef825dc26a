import { completeFileUrls } from '@parlance/contracts'
import { type EventLog, type Listener, SECOND } from '@parlance/core'
import { type Request, type Response, Router } from 'express'
import { profileDoor } from '../apis/channel/kernel/doors.ts'
import { credentialsOf, whereaboutsOf } from '../kernel/credentials.ts'
import type { HttpPorts } from '../kernel/http-ports.ts'
import { noteRefusal } from '../kernel/note-refusal.ts'
import { contextOf } from '../kernel/request-context.ts'
import { send } from '../kernel/send.ts'
import { serverOf } from '../kernel/server-of.ts'
import { streamEvents } from './event-stream.ts'
import type { Feed } from './feed.ts'

/** What streams of events are made from. */
export interface Realtime {
  /** Stays the caller's to close. */
  readonly feed: Feed
  readonly eventLog: Pick<EventLog, 'after'>
  /** Streams that are open at most; 5,000 when it is left out. */
  readonly streams?: number
  /** Ends every stream: the server stops. */
  readonly closing?: AbortSignal
}

/** Where events are streamed from. */
export const EVENTS_PATH = '/api/v1/events'

const OPERATION = { operationId: 'streamEvents' }

/** Milliseconds between two signs of life. */
const BEAT = 15 * SECOND
/** Milliseconds after which a client that lost its stream is to come back. */
const RETRY = 2 * SECOND
/** Bytes that may wait for a client that reads more slowly than it is told. */
const MOST_WAITING = 1_048_576
const LONGEST_ID = 100

/** `GET /api/v1/events`: what happens, as server-sent events, for members. */
export const eventsRouter = (realtime: Realtime, ports: HttpPorts): Router => {
  const router = Router()
  const open = new Set<Response>()
  realtime.closing?.addEventListener('abort', () => {
    for (const response of open) response.end()
  })
  router.get(EVENTS_PATH, async (request, response) => {
    const context = contextOf(response)
    context.route = EVENTS_PATH
    const entered = await profileDoor.enter(
      { params: {}, credentials: credentialsOf(request), from: whereaboutsOf(request) },
      ports,
    )
    if (!entered.ok) {
      await noteRefusal(OPERATION, entered.error, { ports, request })
      const problem =
        'kind' in entered.error ? entered.error : ({ kind: 'refusal', refusal: entered.error } as const)
      return send(response, profileDoor.render(problem))
    }
    const { organization, principal, label } = entered.value
    context.principal = label
    if (organization.status === 'suspended') {
      return send(
        response,
        profileDoor.render({ kind: 'refusal', refusal: { code: 'organization/suspended' } }),
      )
    }
    if (realtime.closing?.aborted || open.size >= (realtime.streams ?? 5_000))
      return send(response, profileDoor.render({ kind: 'busy' }))
    const after = await placeIn(request, realtime, organization.id)
    if (after === undefined) {
      const text = 'Last-Event-ID is not the id of an event'
      return send(response, profileDoor.render({ kind: 'request', status: 422, text }))
    }
    open.add(response)
    response.once('close', () => open.delete(response))
    const listener: Listener = { type: 'member', organization, principal }
    return begin(response, { realtime, ports, listener, after })
  })
  return router
}

/** The event that the client saw last; null for none, undefined for what is none. */
const placeIn = async (
  request: Request,
  { eventLog }: Realtime,
  organizationId: Listener['organization']['id'],
): Promise<string | null | undefined> => {
  const header = request.headers['last-event-id']
  const asked = typeof header === 'string' ? header : request.query['last_event_id']
  if (asked === undefined || asked === '') return null
  if (typeof asked !== 'string' || asked.length > LONGEST_ID || !/^[\d-]+$/.test(asked)) return undefined
  try {
    await eventLog.after(organizationId, asked, 1)
    return asked
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const begin = async (
  response: Response,
  {
    realtime,
    ports,
    listener,
    after,
  }: {
    readonly realtime: Realtime
    readonly ports: HttpPorts
    readonly listener: Listener
    readonly after: string | null
  },
): Promise<void> => {
  response.statusCode = 200
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
  // Proxies that gather answers would keep the news to themselves.
  response.setHeader('X-Accel-Buffering', 'no')
  response.write(`retry: ${RETRY}\n\n`)
  const beating = setInterval(() => response.write(': still here\n\n'), BEAT).unref()
  let ended = false
  let leave = (): void => undefined
  const end = (): void => {
    ended = true
    clearInterval(beating)
    leave()
    response.end()
  }
  response.once('close', end)
  const onError = (err: unknown): void =>
    ports.logger.error({ err, request_id: contextOf(response).id }, 'a stream of events failed')
  const server = serverOf(ports, response.req)
  try {
    leave = await streamEvents({
      ...realtime,
      engine: ports.engine,
      listener,
      after,
      onError,
      end,
      write: (text) => writeAll(response, completeFileUrls(text, server)),
      tryWrite: (text) => {
        response.write(completeFileUrls(text, server))
        return response.writableLength <= MOST_WAITING
      },
    })
    if (ended) leave()
  } catch (error) {
    // The client comes back, and begins after what it saw last.
    onError(error)
    end()
  }
}

/** Resolves when the client has room for more, or is gone. */
const writeAll = (response: Response, text: string): Promise<void> => {
  if (response.destroyed || response.writableEnded) return Promise.reject(new Error('The client is gone'))
  if (response.write(text)) return Promise.resolve()
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go)
      response.off('close', go)
      resolve()
    }
    response.once('drain', go)
    response.once('close', go)
  })
}
