import { type Frame, realtimeFrames } from '@parlance/contracts'
import {
  type ConversationEventData,
  inTeam,
  type Listener,
  type LoggedEvent,
  type RecordedEvent,
  seesInbox,
} from '@parlance/core'

const frames = new WeakMap<RecordedEvent, readonly Frame[]>()

/** The frames of an event, made once for all who listen. */
const framesOf = (event: RecordedEvent): readonly Frame[] => {
  const known = frames.get(event)
  if (known) return known
  const made = realtimeFrames(event)
  frames.set(event, made)
  return made
}

const texts = new WeakMap<object, string>()

/** A frame's data as JSON, written once for all who are told it. */
const textOf = (data: object): string => {
  const known = texts.get(data)
  if (known !== undefined) return known
  const text = JSON.stringify(data)
  texts.set(data, text)
  return text
}

/** One thing that is told: what happened, and the data as JSON. */
export interface Told {
  readonly event: string
  readonly data: string
}

/** What the listener is told of an event. */
export const toldTo = (listener: Listener, { event }: LoggedEvent): readonly Told[] =>
  mayHear(listener, event)
    ? framesOf(event).flatMap((frame) => {
        const data = listener.type === 'contact' ? frame.forContact : frame.data
        if (!data || (frame.exceptActor && isActor(listener, event))) return []
        return [{ event: frame.event, data: textOf(data) }]
      })
    : []

const mayHear = (listener: Listener, event: RecordedEvent): boolean => {
  if (event.aggregate.type !== 'conversation') return listener.type === 'member'
  const { state } = event.data as ConversationEventData
  if (listener.type === 'member') {
    const { principal } = listener
    return seesInbox(principal, state.inbox.id) || (state.team !== null && inTeam(principal, state.team.id))
  }
  const { contactPoint: own, contact } = listener
  const { contactPoint } = state
  if (contactPoint.id === own.id) return true
  // Who has proven who it is hears what it says elsewhere under the same proof.
  return own.hmacVerified && contactPoint.hmacVerified && state.contact.id === contact.id
}

const isActor = (listener: Listener, { actor }: RecordedEvent): boolean =>
  actor.type !== 'system' &&
  actor.id === (listener.type === 'member' ? listener.principal.member.id : listener.contact.id)

/** Whether the event may change what the listener is let in to. */
export const touchesAccess = ({ event }: LoggedEvent): boolean =>
  event.aggregate.type === 'member' ||
  event.aggregate.type === 'inbox' ||
  event.aggregate.type === 'team' ||
  // One that is shared with a team lets its members in.
  event.aggregate.type === 'agent_identity' ||
  event.aggregate.type === 'organization' ||
  event.type === 'contact.merged' ||
  event.type === 'contact.deleted'
