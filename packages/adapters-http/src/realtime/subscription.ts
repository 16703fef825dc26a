import type { Engine, Listener, LoggedEvent } from '@parlance/core'
import { type Told, toldTo, touchesAccess } from './audience.ts'
import type { Feed } from './feed.ts'

export interface SubscriptionOptions {
  readonly engine: Engine
  readonly feed: Feed
  /** Given what an event tells the listener, if anything. */
  readonly tell: (told: readonly Told[], logged: LoggedEvent) => void
  /** The listener may listen no longer. */
  readonly onRevoked: () => void
  readonly onError: (error: unknown) => void
}

/** Somebody who listens. */
export interface Subscription {
  readonly listener: () => Listener
  readonly end: () => void
}

/** Events that wait while it is found out what the listener may still hear. */
const MOST_WAITING = 1_000

const contactOf = (listener: Listener): string | null =>
  listener.type === 'contact' ? listener.contact.id : null

/** What a contact listens to; a member to everything. */
const concernsOf = (listener: Listener): readonly string[] | null =>
  listener.type === 'contact' ? [listener.contactPoint.id, listener.contact.id] : null

/** Lets somebody listen, from now on, to what they may hear. */
export const subscribe = async (
  first: Listener,
  { engine, feed, tell, onRevoked, onError }: SubscriptionOptions,
): Promise<Subscription> => {
  let listener = first
  let waiting: LoggedEvent[] | null = null
  let ended = false
  let leave = (): void => undefined

  const end = (): void => {
    ended = true
    waiting = null
    leave()
  }
  const revoke = (): void => {
    if (ended) return
    end()
    onRevoked()
  }

  /** What came after a change of access waits for the answer to who may hear it. */
  const askAgain = async (): Promise<void> => {
    const again = await engine.presence.again(listener)
    if (!again.ok) return revoke()
    const before = listener
    listener = again.value
    if (contactOf(before) !== contactOf(listener)) await join()
    const held = waiting ?? []
    waiting = null
    for (const logged of held) hear(logged)
  }

  const hear = (logged: LoggedEvent): void => {
    if (ended) return
    if (waiting) {
      if (waiting.length >= MOST_WAITING) revoke()
      else waiting.push(logged)
      return
    }
    const told = toldTo(listener, logged)
    if (told.length > 0) tell(told, logged)
    if (!touchesAccess(logged)) return
    waiting = []
    askAgain().catch((error: unknown) => {
      onError(error)
      revoke()
    })
  }

  /** Listens, and no longer to what concerned it before. */
  const join = async (): Promise<void> => {
    const leaveBefore = leave
    leave = await feed.listen(listener.organization.id, hear, concernsOf(listener))
    leaveBefore()
    if (ended) leave()
  }

  await join()
  return { listener: () => listener, end }
}
