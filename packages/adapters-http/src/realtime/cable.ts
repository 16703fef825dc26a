import { completeFileUrls } from '@parlance/contracts'
import { type Clock, type Engine, type OrganizationId, SECOND } from '@parlance/core'
import type { Logger } from '../kernel/logger.ts'
import { createSession, type Session } from './cable-session.ts'
import { type CableSocket, CLOSE } from './cable-socket.ts'
import type { Feed } from './feed.ts'

export interface CableOptions {
  readonly engine: Engine
  /** Stays the caller's to close. */
  readonly feed: Feed
  readonly clock: Clock
  readonly logger: Logger
  /** Where the server is reached, without a slash at the end: what addresses of files begin with. */
  readonly publicUrl?: string
  /** The most connections at once; 10,000 when it is left out. */
  readonly connections?: number
  /** Milliseconds between two signs of life to each client; 3,000 when it is left out. */
  readonly beatInterval?: number
  /** Milliseconds between two tellings of who is there; 20,000 when it is left out. */
  readonly presenceInterval?: number
}

/** The subprotocols that are spoken, the best first. */
export const CABLE_PROTOCOLS = ['actioncable-v1-json'] as const

/** Tells members and contacts what happens, as it happens. */
export interface Cable {
  /** Begins to speak with a client; null when there are too many, and then the connection is ended. */
  readonly connect: (socket: CableSocket) => Session | null
  readonly connections: () => number
  /** Sends everybody away, to come back to another process. */
  readonly close: () => void
}

export const createCable = (options: CableOptions): Cable => {
  const { engine, feed, clock, logger, publicUrl = '', connections = 10_000 } = options
  const sessions = new Set<Session>()
  const onError = (err: unknown): void => logger.error({ err }, 'realtime failed')

  const tellWhoIsThere = async (organizationId: OrganizationId): Promise<void> => {
    const listening = [...sessions].flatMap((session) =>
      session
        .listeners()
        .filter(({ listener }) => listener.type === 'member' && listener.organization.id === organizationId),
    )
    const [first] = listening
    if (!first) return
    const people = await engine.presence.people(organizationId)
    const data = {
      account_id: first.listener.organization.number,
      users: Object.fromEntries(people.members.map(({ number, availability }) => [number, availability])),
      contacts: Object.fromEntries(people.contacts.map((number) => [number, 'online'])),
    }
    const text = JSON.stringify({ event: 'presence.update', data })
    for (const { tell } of listening) tell(text)
  }

  const everywhere = async (): Promise<void> => {
    const organizations = new Set(
      [...sessions].flatMap((session) => session.listeners().map(({ listener }) => listener.organization.id)),
    )
    for (const organizationId of organizations) await tellWhoIsThere(organizationId)
  }

  const beating = setInterval(
    () => {
      for (const session of sessions) session.beat()
    },
    options.beatInterval ?? 3 * SECOND,
  ).unref()
  const telling = setInterval(
    () => {
      everywhere().catch(onError)
    },
    options.presenceInterval ?? 20 * SECOND,
  ).unref()

  return {
    connect: (socket) => {
      if (sessions.size >= connections) {
        socket.close(CLOSE.tryAgain, 'too many connections')
        return null
      }
      const session = createSession({
        socket: { ...socket, send: (text) => socket.send(completeFileUrls(text, publicUrl)) },
        engine,
        feed,
        clock,
        onError,
        onArrival: (listener) => {
          tellWhoIsThere(listener.organization.id).catch(onError)
        },
      })
      sessions.add(session)
      return {
        ...session,
        end: () => {
          sessions.delete(session)
          session.end()
        },
      }
    },
    connections: () => sessions.size,
    close: () => {
      clearInterval(beating)
      clearInterval(telling)
      for (const session of sessions) session.disconnect('server_restart', true, CLOSE.goingAway)
    },
  }
}
