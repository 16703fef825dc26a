import type { Conversation, ConversationEventData, Message, SentMessage } from '@parlance/core'
import { full, lean } from '../kernel/lean.ts'
import {
  contactPointStandard,
  contactStandard,
  conversationStandard,
  INBOX_STANDARD,
  messageStandard,
  STATE_STANDARD,
} from './event-standards.ts'

/**
 * The data of a conversation's event as they are kept: without what they usually hold, and every message once, in a list,
 * with its place in the list where it belongs. The newest message is usually all four of them, and it may be long.
 */
export interface PackedEventData {
  readonly data: unknown
  readonly messages: readonly PackedMessage[]
}

/** A message whose sender is the very contact of the state says just that. */
interface PackedMessage {
  readonly message: object
  readonly sender: SentMessage['sender'] | 'contact'
}

const isContact = ({ sender, message }: SentMessage, { contact }: State): boolean =>
  sender?.type === 'contact' &&
  sender.contact === contact &&
  message.sender?.type === 'contact' &&
  message.sender.id === contact.id

const packMessage = (sent: SentMessage, state: State): PackedMessage => {
  const { sender: ref, ...message } = sent.message
  const kept = lean(message, messageStandard(state))
  return isContact(sent, state)
    ? { message: kept, sender: 'contact' }
    : { message: { ...kept, sender: ref }, sender: sent.sender }
}

const unpackMessage = (packed: PackedMessage, state: Omit<State, 'recent'>): SentMessage => {
  const message = full<Message>(packed.message, messageStandard(state))
  const { contact } = state
  return packed.sender === 'contact'
    ? {
        message: { ...message, sender: { type: 'contact', id: contact.id } },
        sender: { type: 'contact', contact },
      }
    : { message, sender: packed.sender }
}

export const packEventData = ({ state, message, ...rest }: ConversationEventData): PackedEventData => {
  const messages: SentMessage[] = []
  const place = (sent: SentMessage | null): number | null => {
    if (!sent) return null
    const known = messages.indexOf(sent)
    return known === -1 ? messages.push(sent) - 1 : known
  }
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: place(last), lastNonActivity: place(lastNonActivity), lastPublic: place(lastPublic) }
  const data = { ...rest, state: { ...packState(state), recent }, message: place(message) }
  return { data, messages: messages.map((sent) => packMessage(sent, state)) }
}

const packState = ({ recent: _recent, ...state }: State): object => ({
  ...lean(state, STATE_STANDARD),
  inbox: lean(state.inbox, INBOX_STANDARD),
  contact: lean(state.contact, contactStandard(state)),
  contactPoint: lean(state.contactPoint, contactPointStandard(state)),
  conversation: lean(state.conversation, conversationStandard(state)),
})

/** In the order in which one stands on another. */
const unpackState = (packed: PackedShape['state']): Omit<State, 'recent'> => {
  const { recent: _recent, ...kept } = packed
  const inbox = full<State['inbox']>(packed.inbox, INBOX_STANDARD)
  const others = { ...full<Unlean>(kept, STATE_STANDARD), inbox }
  const contact = full<State['contact']>(packed.contact, contactStandard(others))
  const withContact = { ...others, contact }
  const contactPoint = full<State['contactPoint']>(packed.contactPoint, contactPointStandard(withContact))
  const withPoint = { ...withContact, contactPoint }
  return {
    ...withPoint,
    conversation: full<Conversation>(packed.conversation, conversationStandard(withPoint)),
  }
}

/** Undoes `packEventData`. */
export const unpackEventData = (packed: unknown, messages: readonly unknown[]): ConversationEventData => {
  const { state: packedState, message, ...rest } = packed as PackedShape
  const state = unpackState(packedState)
  const at = (place: number | null): SentMessage | null => {
    const packedMessage = place === null ? undefined : (messages[place] as PackedMessage | undefined)
    return packedMessage ? unpackMessage(packedMessage, state) : null
  }
  const { last, lastNonActivity, lastPublic } = packedState.recent
  const recent = { last: at(last), lastNonActivity: at(lastNonActivity), lastPublic: at(lastPublic) }
  return { ...rest, state: { ...state, recent }, message: at(message) }
}

type Places = Readonly<Record<'last' | 'lastNonActivity' | 'lastPublic', number | null>>
type State = ConversationEventData['state']

type Unlean = Omit<State, 'recent' | 'inbox' | 'contact' | 'contactPoint' | 'conversation'>

interface PackedShape extends Omit<ConversationEventData, 'state' | 'message'> {
  readonly state: Partial<Unlean> & {
    readonly recent: Places
    readonly inbox: object
    readonly contact: object
    readonly contactPoint: object
    readonly conversation: object
  }
  readonly message: number | null
}
