import type { MessageKey, SentMessage } from '../conversations/index.ts'
import { type JsonObject, LONG_TEXT } from '../kernel/index.ts'

const numberIn = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** The message that a reply names: by its number, or else by its channel's id. Undefined when it names none that could be. */
export const referenceIn = (attributes: JsonObject): MessageKey | undefined => {
  const { in_reply_to: number, in_reply_to_external_id: sourceId } = attributes
  if (isGiven(number)) {
    const read = numberIn(number)
    return read === null ? undefined : { number: read }
  }
  return typeof sourceId === 'string' && sourceId !== '' && sourceId.length <= LONG_TEXT
    ? { sourceId }
    : undefined
}

/** The attributes with both names of the message that they refer to; both are null when it is not in the conversation. */
export const withReference = (attributes: JsonObject, about: SentMessage | null): JsonObject => {
  const { in_reply_to, in_reply_to_external_id } = attributes
  if (!isGiven(in_reply_to) && !isGiven(in_reply_to_external_id)) return attributes
  return {
    ...attributes,
    in_reply_to: about?.message.number ?? null,
    in_reply_to_external_id: about?.message.sourceId ?? null,
  }
}
