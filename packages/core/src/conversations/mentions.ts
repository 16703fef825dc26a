import type { Message } from './message.ts'

/** `[@Ada](mention://user/7/Ada)`: how a note names a member, by number. */
const MENTION = /mention:\/\/user\/(\d{1,15})(?!\d)/g

/** The most members that one note can name. */
const MOST_MENTIONED = 50

/** The numbers of the members that a note names; nobody is named in what the contact sees. */
export const mentionedNumbers = ({
  private: isNote,
  content,
}: Pick<Message, 'private' | 'content'>): readonly number[] => {
  if (!isNote || !content?.includes('mention://user/')) return []
  const numbers = Array.from(content.matchAll(MENTION), ([, number]) => Number(number))
  return [...new Set(numbers)].slice(0, MOST_MENTIONED)
}
