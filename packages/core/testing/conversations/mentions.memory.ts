import { type Message, mentionedNumbers, type OrganizationId } from '../../src/index.ts'
import type { WritableTables } from '../memory-database.ts'
import { addParticipants } from './conversation-shelf.memory.ts'

/** Whoever is named by a note, and sees the inbox, is mentioned in the conversation and takes part in it from then on. */
export const noteMentions = (
  tables: WritableTables,
  organizationId: OrganizationId,
  message: Message,
): void => {
  const { conversationId: id, inboxId, createdAt: at } = message
  const numbers = mentionedNumbers(message)
  if (numbers.length === 0) return
  const inside = tables.inboxMembers.of(organizationId).filter((one) => one.inboxId === inboxId)
  const members = tables.members
    .of(organizationId)
    .map(({ member }) => member)
    .filter(({ number }) => numbers.includes(number))
    .filter((member) => member.role !== 'agent' || inside.some(({ memberId }) => memberId === member.id))
    .map((member) => member.id)
  for (const memberId of members)
    tables.mentions.put(organizationId, `${id} ${memberId}`, { conversationId: id, memberId })
  addParticipants(tables, organizationId, { id, members, at })
}
