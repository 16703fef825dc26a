import {
  becomesRead,
  type ConversationId,
  type Message,
  type MessageKey,
  type OrganizationId,
  type SentMessage,
} from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { statement } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'
import { type JoinedRow, SENDER_JOINS, SENT_MESSAGE_COLUMNS, toSentMessage } from './sent-message-rows.ts'

/** A message that the rule of a command asks about. */
export interface Mention {
  /** The command's place in its batch. */
  readonly at: number
  readonly key: MessageKey
  readonly conversationId: ConversationId
}

/** The messages that were found, by the places of the commands that asked. */
export type Mentioned = ReadonlyMap<number, SentMessage>

type MentionedRow = JoinedRow & { readonly wanted_at: number }

/** One look-up per message; of several with one source id, the newest. */
const find = (name: string, type: string, condition: string) =>
  statement<MentionedRow>(
    `messages-by-${name}`,
    `select wanted.at as wanted_at, ${SENT_MESSAGE_COLUMNS}
     from unnest($2::int[], $3::uuid[], $4::${type}[]) as wanted (at, conversation_id, key)
     cross join lateral (
       select * from messages
       where messages.organization_id = $1 and messages.conversation_id = wanted.conversation_id and ${condition}
       order by messages.number desc limit 1
     ) as message
     ${SENDER_JOINS}`,
  )

const BY_KIND = {
  id: find('id', 'uuid', 'messages.id = wanted.key'),
  number: find('number', 'bigint', 'messages.number = wanted.key'),
  // The index is on the digest: a source id may be too long for an index.
  sourceId: find(
    'source-id',
    'text',
    'md5(messages.source_id) = md5(wanted.key) and messages.source_id = wanted.key',
  ),
}

type Kind = keyof typeof BY_KIND

const kindOf = (key: MessageKey): Kind => ('id' in key ? 'id' : 'number' in key ? 'number' : 'sourceId')

const wantedBy = (key: MessageKey): string | number =>
  'id' in key ? key.id : 'number' in key ? key.number : key.sourceId

/** Finds the messages that a batch asks about: nothing is asked of the database where no rule does. */
export const findMentioned = async (
  run: Run,
  organizationId: OrganizationId,
  mentions: readonly Mention[],
): Promise<Mentioned> => {
  const found = new Map<number, SentMessage>()
  for (const kind of Object.keys(BY_KIND) as Kind[]) {
    const wanted = mentions.filter(({ key }) => kindOf(key) === kind)
    if (wanted.length === 0) continue
    const rows = await run(BY_KIND[kind], [
      organizationId,
      wanted.map(({ at }) => at),
      wanted.map(({ conversationId }) => conversationId),
      wanted.map(({ key }) => wantedBy(key)),
    ])
    for (const row of rows) found.set(row.wanted_at, toSentMessage(row))
  }
  return found
}

/** The message that a command asks about, as the commands before it in the batch have left it. */
export const aboutOf = (
  ledger: Ledger,
  mentioned: Mentioned,
  { at, key, conversationId }: Omit<Mention, 'key'> & { readonly key: MessageKey | undefined },
): SentMessage | null => {
  if (!key) return null
  const said = ledger.messages.findLast(
    ({ message }) => message.conversationId === conversationId && isMeant(message, key),
  )
  const sent = said ?? mentioned.get(at)
  if (!sent) return null
  const changed = ledger.changedMessages.get(sent.message.id) ?? sent.message
  return { ...sent, message: isRead(ledger, changed) ? { ...changed, status: 'read' } : changed }
}

/** Whether a receipt of the batch makes the message read. */
const isRead = ({ receipts }: Ledger, message: Message): boolean =>
  becomesRead(message) &&
  receipts.some(
    ({ conversationId, through }) => conversationId === message.conversationId && message.number <= through,
  )

const isMeant = (message: SentMessage['message'], key: MessageKey): boolean => {
  if ('id' in key) return message.id === key.id
  return 'number' in key ? message.number === key.number : message.sourceId === key.sourceId
}
