import type { JsonObject } from '../kernel/index.ts'
import type { Conversation } from './conversation.ts'

/** Where a conversation keeps that it was closed: it is resolved, and whoever resolved it calls that so. */
const CLOSED = 'support_closed'

/** Whether the conversation was resolved by closing it; what changes its status afterwards makes it another one. */
export const isClosed = ({
  status,
  additionalAttributes,
}: Pick<Conversation, 'status' | 'additionalAttributes'>): boolean =>
  status === 'resolved' && additionalAttributes[CLOSED] === true

/** The attributes of a conversation that was closed, or no longer is. */
export const markedClosed = (attributes: JsonObject, closed: boolean): JsonObject => {
  if (closed) return { ...attributes, [CLOSED]: true }
  if (attributes[CLOSED] !== true) return attributes
  const { [CLOSED]: _closed, ...others } = attributes
  return others
}
