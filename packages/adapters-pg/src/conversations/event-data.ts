import type { ConversationEventData, SentMessage } from '@parlance/core'

/**
 * The data of a conversation's event as they are kept: every message once, in a list, and its place in the list where it
 * belongs. The newest message is usually all four of them, and it may be long.
 */
export interface PackedEventData {
  readonly data: unknown
  readonly messages: readonly PackedMessage[]
}

/** A message whose sender is the very contact of the state says just that. */
type PackedMessage = Omit<SentMessage, 'sender'> & { readonly sender: SentMessage['sender'] | 'contact' }

const withoutContact = (sent: SentMessage, { contact }: State): PackedMessage =>
  sent.sender?.type === 'contact' && sent.sender.contact === contact ? { ...sent, sender: 'contact' } : sent

export const packEventData = ({ state, message, ...rest }: ConversationEventData): PackedEventData => {
  const messages: SentMessage[] = []
  const place = (sent: SentMessage | null): number | null => {
    if (!sent) return null
    const known = messages.indexOf(sent)
    return known === -1 ? messages.push(sent) - 1 : known
  }
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: place(last), lastNonActivity: place(lastNonActivity), lastPublic: place(lastPublic) }
  const data = { ...rest, state: { ...state, recent }, message: place(message) }
  return { data, messages: messages.map((sent) => withoutContact(sent, state)) }
}

/** Undoes `packEventData`. */
export const unpackEventData = (packed: unknown, messages: readonly unknown[]): ConversationEventData => {
  const { state, message, ...rest } = packed as PackedShape
  const at = (place: number | null): SentMessage | null => {
    const packedMessage = place === null ? undefined : (messages[place] as PackedMessage | undefined)
    if (!packedMessage) return null
    const { sender } = packedMessage
    return {
      ...packedMessage,
      sender: sender === 'contact' ? { type: 'contact', contact: state.contact } : sender,
    }
  }
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: at(last), lastNonActivity: at(lastNonActivity), lastPublic: at(lastPublic) }
  return { ...rest, state: { ...state, recent }, message: at(message) }
}

type Places = Readonly<Record<'last' | 'lastNonActivity' | 'lastPublic', number | null>>
type State = ConversationEventData['state']

interface PackedShape extends Omit<ConversationEventData, 'state' | 'message'> {
  readonly state: Omit<State, 'recent'> & { readonly recent: Places }
  readonly message: number | null
}
