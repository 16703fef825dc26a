import { type Clock, type Engine, type Listener, SECOND } from '@parlance/core'
import { z } from 'zod'
import { type CableSocket, CLOSE, sendTo } from './cable-socket.ts'
import { claimIn, parsed } from './claim.ts'
import type { Feed } from './feed.ts'
import { type Subscription, subscribe } from './subscription.ts'

export interface SessionOptions {
  readonly socket: CableSocket
  readonly engine: Engine
  readonly feed: Feed
  readonly clock: Clock
  readonly onError: (error: unknown) => void
  /** Somebody subscribed, or came who was not there before. */
  readonly onArrival: (listener: Listener) => void
}

/** One client on the cable. */
export interface Session {
  /** Takes what the client sent. */
  readonly receive: (text: string) => void
  /** Shows the client that the connection lives; ends it when nobody ever subscribed. */
  readonly beat: () => void
  /** Everybody who listens over this connection, with how each is told something. */
  readonly listeners: () => readonly { readonly listener: Listener; readonly tell: (text: string) => void }[]
  /** Tells the client to go, and whether to come back. */
  readonly disconnect: (reason: string, reconnect: boolean, code: number) => void
  /** The connection is gone. */
  readonly end: () => void
}

const MOST_SUBSCRIPTIONS = 10
/** Commands that may wait for the one that is being carried out. */
const MOST_COMMANDS = 50
/** Commands of ten seconds. */
const MOST_IN_WINDOW = 200
const WINDOW = 10 * SECOND
/** Milliseconds in which a client must have subscribed. */
const PATIENCE = 30 * SECOND

const commandSchema = z.object({
  command: z.enum(['subscribe', 'unsubscribe', 'message']),
  identifier: z.string(),
  data: z.string().optional(),
})

type Command = z.output<typeof commandSchema>

const actionSchema = z.object({ action: z.string() })

/** Speaks the Action Cable protocol (version 1, JSON) with one client. */
export const createSession = (options: SessionOptions): Session => {
  const { socket, clock, engine, onError, onArrival } = options
  const subscriptions = new Map<string, Subscription>()
  const begun = clock.now()
  let working: Promise<void> = Promise.resolve()
  let queued = 0
  let ended = false
  let window = { began: begun, count: 0 }

  const send = (message: object): void => {
    if (!ended) sendTo(socket, JSON.stringify(message))
  }
  const teller = (identifier: string) => {
    const opening = `{"identifier":${JSON.stringify(identifier)},"message":`
    return (text: string): void => {
      if (!ended) sendTo(socket, `${opening}${text}}`)
    }
  }
  const disconnect: Session['disconnect'] = (reason, reconnect, code) => {
    send({ type: 'disconnect', reason, reconnect })
    socket.close(code, reason)
  }
  const reject = (identifier: string): void => send({ identifier, type: 'reject_subscription' })

  const touch = async (listener: Listener): Promise<void> => {
    if (await engine.presence.touch(listener)) onArrival(listener)
  }

  const add = async (identifier: string): Promise<void> => {
    // Asked for twice, it is there once.
    if (subscriptions.has(identifier)) return
    const claim = subscriptions.size < MOST_SUBSCRIPTIONS ? claimIn(identifier) : null
    const listener = claim && (await engine.presence.listen(claim))
    if (!listener?.ok) return reject(identifier)
    const tell = teller(identifier)
    const subscription = await subscribe(listener.value, {
      ...options,
      tell: (told) => {
        for (const { event, data } of told) tell(`{"event":${JSON.stringify(event)},"data":${data}}`)
      },
      onRevoked: () => disconnect('unauthorized', false, CLOSE.policy),
    })
    if (ended) return subscription.end()
    subscriptions.set(identifier, subscription)
    send({ identifier, type: 'confirm_subscription' })
    await engine.presence.touch(listener.value)
    onArrival(listener.value)
  }

  const remove = (identifier: string): void => {
    subscriptions.get(identifier)?.end()
    subscriptions.delete(identifier)
  }

  const perform = async ({ identifier, data }: Command): Promise<void> => {
    const subscription = subscriptions.get(identifier)
    const action = actionSchema.safeParse(parsed(data ?? ''))
    if (subscription && action.success && action.data.action === 'update_presence') {
      await touch(subscription.listener())
    }
  }

  const obey = async (command: Command): Promise<void> => {
    if (ended) return
    switch (command.command) {
      case 'subscribe':
        return add(command.identifier)
      case 'unsubscribe':
        return remove(command.identifier)
      case 'message':
        return perform(command)
    }
  }

  const tooMuch = (): boolean => {
    const now = clock.now()
    if (now - window.began >= WINDOW) window = { began: now, count: 0 }
    window = { ...window, count: window.count + 1 }
    return window.count > MOST_IN_WINDOW || queued >= MOST_COMMANDS
  }

  send({ type: 'welcome' })
  return {
    receive: (text) => {
      if (ended) return
      if (tooMuch()) return disconnect('too_many_commands', false, CLOSE.policy)
      const command = commandSchema.safeParse(parsed(text))
      // As other servers of this protocol do: what can't be understood is passed over.
      if (!command.success) return
      queued += 1
      working = working
        .then(() => obey(command.data))
        .catch((error: unknown) => {
          onError(error)
          disconnect('server_error', true, CLOSE.tryAgain)
        })
        .finally(() => {
          queued -= 1
        })
    },
    beat: () => {
      const now = clock.now()
      if (subscriptions.size === 0 && now - begun > PATIENCE) {
        disconnect('nothing_subscribed', false, CLOSE.policy)
      } else send({ type: 'ping', message: Math.floor(now / SECOND) })
    },
    listeners: () =>
      [...subscriptions].map(([identifier, subscription]) => ({
        listener: subscription.listener(),
        tell: teller(identifier),
      })),
    disconnect,
    end: () => {
      ended = true
      for (const subscription of subscriptions.values()) subscription.end()
      subscriptions.clear()
    },
  }
}
