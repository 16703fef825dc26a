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
import type { ListedColumn } from '../kernel/listed-columns.ts'
import type { Moment } from '../kernel/moment.ts'

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

const isEmpty = (attributes: JsonObject): boolean => {
  for (const _key in attributes) return false
  return true
}

/** What is written of a new message; the organization comes apart. */
export const MESSAGE_COLUMNS = {
  id: { type: 'uuid', of: ({ message }) => message.id },
  number: { type: 'bigint', of: ({ message }) => message.number },
  conversation_id: { type: 'uuid', of: ({ message }) => message.conversationId },
  inbox_id: { type: 'uuid', of: ({ message }) => message.inboxId },
  seq: { type: 'bigint', of: ({ message }) => message.seq },
  kind: { type: 'text', of: ({ message }) => message.kind },
  private: { type: 'boolean', of: ({ message }) => message.private },
  content: { type: 'text', of: ({ message }) => message.content },
  content_type: { type: 'text', of: ({ message }) => message.contentType },
  content_attributes: { type: 'jsonb', of: ({ message }) => message.contentAttributes },
  attachments: { type: 'jsonb', of: ({ message }) => message.attachments },
  additional_attributes: {
    type: 'jsonb',
    of: ({ message }) => (isEmpty(message.additionalAttributes) ? null : message.additionalAttributes),
  },
  status: { type: 'text', of: ({ message }) => message.status },
  sender_type: { type: 'text', of: ({ message }) => message.sender?.type },
  sender_id: { type: 'uuid', of: ({ message }) => message.sender?.id },
  sender_name: { type: 'text', of: ({ sender }) => (sender?.type === 'agent_identity' ? sender.name : null) },
  sender_number: {
    type: 'bigint',
    of: ({ sender }) => (sender?.type === 'agent_identity' ? sender.number : null),
  },
  source_id: { type: 'text', of: ({ message }) => message.sourceId },
  line: { type: 'jsonb', of: ({ message }) => message.line },
  created_at: { type: 'timestamptz', of: ({ message }) => message.createdAt },
  updated_at: { type: 'timestamptz', of: ({ message }) => message.updatedAt },
} as const satisfies Partial<Record<keyof MessageTable, ListedColumn<SentMessage>>>

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
