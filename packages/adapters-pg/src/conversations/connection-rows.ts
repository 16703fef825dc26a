import {
  type ConversationId,
  type ConversationState,
  isConnected,
  type MessageId,
  type OrganizationId,
} from '@parlance/core'
import { declared, fewRows } from '../kernel/recordset.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

/** Which line carries which human's connection: over all organizations. */
export interface ConnectionLineTable {
  remote_number: string
  line: string
  organization_id: OrganizationId
  conversation_id: ConversationId
}

/** Leads from a message's id, or from what the gateway calls it, to its organization. */
export interface LineMessageTable {
  reference: string
  organization_id: OrganizationId
  message_id: MessageId
}

interface Writing {
  readonly statement: Write['statement']
  readonly rows: readonly unknown[]
}

/** What connections and the messages on their lines need besides their rows. */
export const connectionWrites = (ledger: Ledger): readonly Writing[] => {
  const statesOf = (ids: ReadonlySet<ConversationId>) =>
    [...ids].toSorted().flatMap((id) => ledger.conversations.get(id) ?? [])
  const lines = statesOf(ledger.lines)
  const gone = statesOf(ledger.removed)
    .filter(({ conversation }) => conversation.connection)
    .map(idRow)
  return [
    { statement: WRITE_CONNECTIONS, rows: statesOf(ledger.connections).map(connectionRow) },
    // Before those that are taken: a line that one connection leaves may be the one that the next takes.
    { statement: LEAVE_LINES, rows: lines.map(leftRow) },
    { statement: TAKE_LINES, rows: lines.flatMap((state) => lineRow(state) ?? []) },
    { statement: WRITE_LINE_MESSAGES, rows: references(ledger) },
    { statement: FORGET_LINES, rows: gone },
    { statement: FORGET_LINE_MESSAGES, rows: gone },
  ]
}

const CONNECTION = { id: 'uuid', connection: 'jsonb' }

const WRITE_CONNECTIONS = statement(
  'conversations-connect',
  `update conversations set connection = row.connection
   from ${fewRows('$2', CONNECTION)}
   where conversations.organization_id = $1 and conversations.id = row.id`,
)

const idRow = ({ conversation: { id } }: ConversationState) => ({ id })

const connectionRow = ({ conversation: { id, connection } }: ConversationState) => ({ id, connection })

/** Every line of the conversation but the one that it has from now on. */
const leftRow = (state: ConversationState) => ({
  id: state.conversation.id,
  line: lineRow(state)?.line ?? null,
})

const LEAVE_LINES = statement(
  'connection-lines-leave',
  `delete from connection_lines using json_to_recordset($2::json) as row (id uuid, line text)
   where connection_lines.organization_id = $1 and connection_lines.conversation_id = row.id
     and connection_lines.line is distinct from row.line`,
)

const LINE = { remote_number: 'text', line: 'text', conversation_id: 'uuid' }

/**
 * A line that carries another connection of this human is refused by the primary key; one that the conversation has already
 * stays.
 */
const TAKE_LINES = statement(
  'connection-lines-take',
  `insert into connection_lines (organization_id, remote_number, line, conversation_id)
   select $1, remote_number, line, conversation_id
   from json_to_recordset($2::json) as row (${declared(LINE)})
   where not exists (
     select from connection_lines as taken
     where taken.organization_id = $1 and taken.conversation_id = row.conversation_id
       and taken.remote_number = row.remote_number and taken.line = row.line
   )`,
)

const lineRow = ({ conversation, contactPoint }: ConversationState) =>
  isConnected(conversation.connection)
    ? {
        remote_number: contactPoint.sourceId,
        line: conversation.connection.line,
        conversation_id: conversation.id,
      }
    : null

const REFERENCE = { reference: 'text', message_id: 'uuid' }

const WRITE_LINE_MESSAGES = statement(
  'line-messages-write',
  `insert into line_messages (reference, organization_id, message_id)
   select reference, $1::uuid, message_id from json_to_recordset($2::json) as row (${declared(REFERENCE)})
   on conflict (reference) do nothing`,
)

/** Messages on lines are named by their ids, and those that went out by what the gateway calls them as well. */
const references = (ledger: Ledger): readonly unknown[] => [
  ...ledger.messages.flatMap(({ message }) => (message.line ? referencesOf(message) : [])),
  ...[...ledger.changedMessages.values()].flatMap((message) => (message.line ? referencesOf(message) : [])),
]

const referencesOf = ({ id, kind, line }: Ledger['messages'][number]['message']) => [
  { reference: id, message_id: id },
  ...(line?.reactions ?? []).flatMap((reaction) =>
    reaction.direction === 'outbound' ? [{ reference: `reaction:${reaction.id}`, message_id: id }] : [],
  ),
  ...(line?.externalId && kind !== 'incoming' ? [{ reference: line.externalId, message_id: id }] : []),
]

/** What leads to a conversation goes with it. */
const FORGET_LINES = statement(
  'connection-lines-forget',
  `delete from connection_lines using json_to_recordset($2::json) as row (id uuid)
   where connection_lines.organization_id = $1 and connection_lines.conversation_id = row.id`,
)

const FORGET_LINE_MESSAGES = statement(
  'line-messages-forget',
  `delete from line_messages using messages, json_to_recordset($2::json) as row (id uuid)
   where messages.organization_id = $1 and messages.conversation_id = row.id
     and line_messages.organization_id = $1 and line_messages.message_id = messages.id`,
)
