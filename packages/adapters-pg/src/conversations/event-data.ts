import type { ConversationEventData, SentMessage } from '@parlance/core'

/**
 * The data of a conversation's event as they are kept: every message once, in a list, and its place in the list where it
 * belongs. The newest message is usually all four of them, and it may be long.
 */
export interface PackedEventData {
  readonly data: unknown
  readonly messages: readonly SentMessage[]
}

export const packEventData = ({ state, changes, message }: ConversationEventData): PackedEventData => {
  const messages: SentMessage[] = []
  const place = (sent: SentMessage | null): number | null => {
    if (!sent) return null
    const known = messages.indexOf(sent)
    return known === -1 ? messages.push(sent) - 1 : known
  }
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: place(last), lastNonActivity: place(lastNonActivity), lastPublic: place(lastPublic) }
  const data = { state: { ...state, recent }, changes, message: place(message) }
  return { data, messages }
}

/** Undoes `packEventData`. */
export const unpackEventData = (packed: unknown, messages: readonly unknown[]): ConversationEventData => {
  const { state, changes, message } = packed as PackedShape
  const at = (place: number | null) => (place === null ? null : ((messages[place] as SentMessage) ?? null))
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: at(last), lastNonActivity: at(lastNonActivity), lastPublic: at(lastPublic) }
  return { state: { ...state, recent }, changes, message: at(message) }
}

type Places = Readonly<Record<'last' | 'lastNonActivity' | 'lastPublic', number | null>>
type State = ConversationEventData['state']

interface PackedShape {
  readonly state: Omit<State, 'recent'> & { readonly recent: Places }
  readonly changes: ConversationEventData['changes']
  readonly message: number | null
}
