import type {
  Attachment,
  ContentType,
  ConversationId,
  InboxId,
  JsonObject,
  Message,
  MessageId,
  MessageKind,
  MessageLine,
  MessageStatus,
  OrganizationId,
  SenderRef,
  SentMessage,
} from '@parlance/core'
import type { Generated, Selectable } from 'kysely'
import type { JsonColumn } from '../kernel/json.ts'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface MessageTable {
  organization_id: OrganizationId
  id: MessageId
  number: Generated<number>
  conversation_id: ConversationId
  inbox_id: InboxId
  seq: number
  kind: MessageKind
  private: boolean
  content: string | null
  content_type: ContentType
  content_attributes: JsonColumn
  attachments: JsonColumn<readonly Attachment[]> | null
  /** Null stands for none, which is what nearly every message has. */
  additional_attributes: JsonColumn | null
  status: MessageStatus
  sender_type: SenderRef['type'] | null
  sender_id: SenderRef['id'] | null
  /** Of an agent identity: what it was called then. People are looked up. */
  sender_name: string | null
  /** Its number, for the same reason. */
  sender_number: number | null
  source_id: string | null
  /** What it is on a connection channel; null on any other. */
  line: JsonColumn<MessageLine> | null
  created_at: Moment
  updated_at: Moment
}

export type MessageRow = Selectable<MessageTable>

/** The columns with the types by which the statement that inserts them reads them; the organization comes apart. */
export const MESSAGE_COLUMNS = {
  id: 'uuid',
  number: 'bigint',
  conversation_id: 'uuid',
  inbox_id: 'uuid',
  seq: 'bigint',
  kind: 'text',
  private: 'boolean',
  content: 'text',
  content_type: 'text',
  content_attributes: 'jsonb',
  attachments: 'jsonb',
  additional_attributes: 'jsonb',
  status: 'text',
  sender_type: 'text',
  sender_id: 'uuid',
  sender_name: 'text',
  sender_number: 'bigint',
  source_id: 'text',
  line: 'jsonb',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const satisfies Partial<Record<keyof MessageTable, string>>

const toSenderRef = (row: MessageRow): SenderRef | null =>
  row.sender_type === null ? null : ({ type: row.sender_type, id: row.sender_id } as SenderRef)

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  number: row.number,
  conversationId: row.conversation_id,
  inboxId: row.inbox_id,
  seq: row.seq,
  kind: row.kind,
  private: row.private,
  content: row.content,
  contentType: row.content_type,
  contentAttributes: row.content_attributes,
  ...(row.attachments && { attachments: row.attachments }),
  additionalAttributes: row.additional_attributes ?? {},
  status: row.status,
  sender: toSenderRef(row),
  sourceId: row.source_id,
  ...(row.line && { line: row.line }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const isEmpty = (attributes: JsonObject): boolean => {
  for (const _key in attributes) return false
  return true
}

/** A message as JSON for `json_to_recordset`. */
export const fromMessage = ({ message, sender }: SentMessage) => ({
  id: message.id,
  number: message.number,
  conversation_id: message.conversationId,
  inbox_id: message.inboxId,
  seq: message.seq,
  kind: message.kind,
  private: message.private,
  content: message.content,
  content_type: message.contentType,
  content_attributes: message.contentAttributes,
  // A member that is left out is read as null.
  attachments: message.attachments,
  additional_attributes: isEmpty(message.additionalAttributes) ? null : message.additionalAttributes,
  status: message.status,
  sender_type: message.sender?.type ?? null,
  sender_id: message.sender?.id ?? null,
  sender_name: sender?.type === 'agent_identity' ? sender.name : null,
  sender_number: sender?.type === 'agent_identity' ? sender.number : null,
  source_id: message.sourceId,
  line: message.line,
  created_at: toIso(message.createdAt),
  updated_at: toIso(message.updatedAt),
})
