import type { JsonObject } from '../kernel/index.ts'
import type { Conversation } from './conversation.ts'

/** Where a conversation keeps that it was closed: it is resolved, and whoever resolved it calls that so. */
export const CLOSED_ATTRIBUTE = 'support_closed'

/** Whether the conversation was resolved by closing it; what changes its status afterwards makes it another one. */
export const isClosed = ({
  status,
  additionalAttributes,
}: Pick<Conversation, 'status' | 'additionalAttributes'>): boolean =>
  status === 'resolved' && additionalAttributes[CLOSED_ATTRIBUTE] === true

/** The attributes of a conversation that was closed, or no longer is. */
export const markedClosed = (attributes: JsonObject, closed: boolean): JsonObject => {
  if (closed) return { ...attributes, [CLOSED_ATTRIBUTE]: true }
  if (attributes[CLOSED_ATTRIBUTE] !== true) return attributes
  const { [CLOSED_ATTRIBUTE]: _closed, ...others } = attributes
  return others
}
