import type { ContactEventData, ConversationEventData, LoggedEvent, RecordedEvent } from '@parlance/core'

/** Is given what is recorded. */
export type Hear = (logged: LoggedEvent) => void

/** Whoever listens to one organization: to everything, or to what concerns these people and addresses. */
export interface Listeners {
  /** With ids of contacts and contact points: only what concerns any of them. Gives what ends it. */
  readonly add: (hear: Hear, concerns: readonly string[] | null) => () => void
  readonly count: () => number
  /** Everybody whom the event concerns, each once. */
  readonly of: (event: RecordedEvent) => Iterable<Hear>
}

/** The contacts and contact points that the event concerns; null when it may concern anybody. */
const concernedBy = (event: RecordedEvent): readonly string[] | null => {
  switch (event.aggregate.type) {
    case 'conversation': {
      const { contactPoint, contact } = (event.data as ConversationEventData).state
      return [contactPoint.id, contact.id]
    }
    case 'contact': {
      const { contact, merged } = event.data as ContactEventData
      return merged ? [contact.id, merged.id] : [contact.id]
    }
    default:
      return null
  }
}

/** An organization may have thousands of contacts who listen: each event finds its own without asking all of them. */
export const createListeners = (): Listeners => {
  const toAll = new Set<Hear>()
  const byConcern = new Map<string, Set<Hear>>()
  let concerned = 0
  const join = (concern: string, hear: Hear): void => {
    const known = byConcern.get(concern) ?? new Set()
    byConcern.set(concern, known.add(hear))
  }
  const leave = (concern: string, hear: Hear): void => {
    const known = byConcern.get(concern)
    known?.delete(hear)
    if (known?.size === 0) byConcern.delete(concern)
  }
  return {
    add: (hear, concerns) => {
      // Somebody who listens twice is told twice.
      const own: Hear = (logged) => hear(logged)
      if (concerns) {
        concerned += 1
        for (const concern of concerns) join(concern, own)
      } else toAll.add(own)
      let left = false
      return () => {
        if (left) return
        left = true
        if (concerns) {
          concerned -= 1
          for (const concern of concerns) leave(concern, own)
        } else toAll.delete(own)
      }
    },
    count: () => toAll.size + concerned,
    of: (event) => {
      if (byConcern.size === 0) return toAll
      const concerns = concernedBy(event) ?? [...byConcern.keys()]
      return new Set([...toAll, ...concerns.flatMap((concern) => [...(byConcern.get(concern) ?? [])])])
    },
  }
}
