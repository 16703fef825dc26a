import type { EventLog, Listener, LogCursor, LoggedEvent } from '@parlance/core'
import type { Told } from './audience.ts'
import { toldTo } from './audience.ts'
import { type SubscriptionOptions, subscribe } from './subscription.ts'

export interface StreamOptions extends Pick<SubscriptionOptions, 'engine' | 'feed' | 'onError'> {
  readonly eventLog: Pick<EventLog, 'after'>
  readonly listener: Listener
  /** The event after which to begin; null for what is recorded from now on. */
  readonly after: LogCursor | null
  /** Resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>
  /** Writes at once; false when the client does not keep up. */
  readonly tryWrite: (text: string) => boolean
  /** Ends the stream: it may be told no more, or is too slow. */
  readonly end: () => void
}

/** Events of one read of the past. */
const PORTION = 200

/** What an event tells, as server-sent events. Only the last one has the id: who has it has all of them. */
export const serverSent = (told: readonly Told[], { cursor }: LoggedEvent): string =>
  told
    .map(({ event, data }, place) => {
      const id = place === told.length - 1 ? `id: ${cursor}\n` : ''
      return `${id}event: ${event}\ndata: ${data}\n\n`
    })
    .join('')

/**
 * Tells a listener what happened since an event, and then what happens. Nothing is left out in between: what is recorded
 * while the past is read waits, and is told when its turn comes.
 *
 * @returns what ends it.
 */
export const streamEvents = async (options: StreamOptions): Promise<() => void> => {
  const { eventLog, listener, write, tryWrite, end } = options
  const organizationId = listener.organization.id
  let place = options.after
  let waiting: { readonly told: readonly Told[]; readonly logged: LoggedEvent }[] | null = []

  const tellLive = (told: readonly Told[], logged: LoggedEvent): void => {
    if (waiting) waiting.push({ told, logged })
    else if (!tryWrite(serverSent(told, logged))) end()
  }
  /** Reads from where it is to the end. */
  const catchUp = async (): Promise<void> => {
    while (place !== null) {
      const read = await eventLog.after(organizationId, place, PORTION)
      for (const logged of read) {
        const told = toldTo(listener, logged)
        if (told.length > 0) await write(serverSent(told, logged))
        place = logged.cursor
      }
      if (read.length < PORTION) return
    }
  }

  // The long way before anything is held back, and what came meanwhile after it.
  await catchUp()
  const subscription = await subscribe(listener, { ...options, tell: tellLive, onRevoked: end })
  try {
    await catchUp()
    for (const { told, logged } of waiting) {
      if (place === null || logged.cursor > place) await write(serverSent(told, logged))
    }
    waiting = null
    return subscription.end
  } catch (error) {
    subscription.end()
    throw error
  }
}
