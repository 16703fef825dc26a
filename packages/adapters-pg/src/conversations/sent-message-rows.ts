import type { AgentIdentityId, Sender, SentMessage } from '@parlance/core'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import { CONTACT_COLUMNS, type ContactRow, toContact } from '../contacts/index.ts'
import { lookedUpIfThere, ROW_VERSION } from '../kernel/looked-up.ts'
import { prefixed, unprefix, unprefixOrNull } from '../kernel/prefixed.ts'
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from './message-rows.ts'

/** The columns of a message's row, for statements that select it under a prefix. */
export const MESSAGE_ROW_COLUMNS = [
  'organization_id',
  ...(Object.keys(MESSAGE_COLUMNS) as (keyof typeof MESSAGE_COLUMNS)[]),
] as const

/** What a query selects to show messages of the alias `message` with their senders; goes with `SENDER_JOINS`. */
export const SENT_MESSAGE_COLUMNS = [
  prefixed('message', MESSAGE_ROW_COLUMNS),
  prefixed('sender_member', MEMBER_COLUMNS),
  prefixed('sender_contact', CONTACT_COLUMNS),
  `coalesce(sender_member.${ROW_VERSION}, sender_contact.${ROW_VERSION}) as sender_version`,
].join(', ')

/** The organization is the first parameter. */
export const SENDER_JOINS = [
  lookedUpIfThere('members', 'sender_member', 'message.sender_id', "message.sender_type = 'member'"),
  lookedUpIfThere('contacts', 'sender_contact', 'message.sender_id', "message.sender_type = 'contact'"),
].join('\n')

/** The row of the message `message` in a joined row. */
export const messageIn = unprefix<MessageRow>('message', MESSAGE_ROW_COLUMNS)
const memberIn = unprefixOrNull<MemberRow>('sender_member', MEMBER_COLUMNS)
const contactIn = unprefixOrNull<ContactRow>('sender_contact', CONTACT_COLUMNS)

export type JoinedRow = Readonly<Record<string, unknown>>

/** The id and the version of the row that a message's sender was read from, if it was. */
export const senderVersionOf = (joined: JoinedRow): readonly [string, string] | null =>
  joined['sender_version'] == null
    ? null
    : [joined['message_sender_id'] as string, joined['sender_version'] as string]

export const toSentMessage = (joined: JoinedRow): SentMessage => {
  const row = messageIn(joined)
  return { message: toMessage(row), sender: toSender(row, joined) }
}

const toSender = (row: MessageRow, joined: JoinedRow): Sender | null => {
  if (row.sender_type === 'agent_identity') {
    return {
      type: 'agent_identity',
      id: row.sender_id as AgentIdentityId,
      number: row.sender_number ?? 0,
      name: row.sender_name ?? '',
    }
  }
  const member = memberIn(joined)
  if (member) return { type: 'member', member: toMember(member) }
  const contact = contactIn(joined)
  return contact && { type: 'contact', contact: toContact(contact) }
}
