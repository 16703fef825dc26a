import type {
  Connection,
  ContactId,
  ContactPointId,
  Conversation,
  ConversationId,
  ConversationPriority,
  ConversationState,
  ConversationStatus,
  Holder,
  InboxId,
  OrganizationId,
  TeamId,
} from '@parlance/core'
import type { Selectable } from 'kysely'
import type { JsonColumn } from '../kernel/json.ts'
import { jsonRowOf, type ListedColumn, type ListedColumns, typesOf } from '../kernel/listed-columns.ts'
import { type Moment, type NullableMoment, toIso, toIsoOrNull } from '../kernel/moment.ts'

export interface ConversationTable {
  organization_id: OrganizationId
  id: ConversationId
  number: number
  inbox_id: InboxId
  contact_id: ContactId
  contact_point_id: ContactPointId
  status: ConversationStatus
  priority: ConversationPriority | null
  snoozed_until: NullableMoment
  additional_attributes: JsonColumn
  custom_attributes: JsonColumn
  tags: string[]
  agent_last_seen_at: NullableMoment
  assignee_last_seen_at: NullableMoment
  contact_last_seen_at: NullableMoment
  first_reply_at: NullableMoment
  waiting_since: NullableMoment
  last_activity_at: Moment
  last_outgoing_at: NullableMoment
  last_template_at: NullableMoment
  surveyed_at: NullableMoment
  minute_started_at: NullableMoment
  minute_messages: number
  unread_count: number
  message_count: number
  last_seq: number
  last_message_number: number | null
  last_non_activity_number: number | null
  last_public_number: number | null
  holder_type: Holder['type'] | null
  holder_id: Holder['id'] | null
  team_id: TeamId | null
  /** Null but on connection channels; written apart from the rest, where it changes. */
  connection: JsonColumn<Connection> | null
  created_at: Moment
  updated_at: Moment
}

export const CONVERSATION_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'inbox_id',
  'contact_id',
  'contact_point_id',
  'status',
  'priority',
  'snoozed_until',
  'additional_attributes',
  'custom_attributes',
  'tags',
  'agent_last_seen_at',
  'assignee_last_seen_at',
  'contact_last_seen_at',
  'first_reply_at',
  'waiting_since',
  'last_activity_at',
  'last_outgoing_at',
  'last_template_at',
  'surveyed_at',
  'minute_started_at',
  'minute_messages',
  'unread_count',
  'message_count',
  'last_seq',
  'last_message_number',
  'last_non_activity_number',
  'last_public_number',
  'connection',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ConversationTable)[]

export type ConversationRow = Pick<Selectable<ConversationTable>, (typeof CONVERSATION_COLUMNS)[number]>

export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  inboxId: row.inbox_id,
  contactId: row.contact_id,
  contactPointId: row.contact_point_id,
  status: row.status,
  priority: row.priority,
  snoozedUntil: row.snoozed_until,
  additionalAttributes: row.additional_attributes,
  customAttributes: row.custom_attributes,
  tags: row.tags,
  agentLastSeenAt: row.agent_last_seen_at,
  assigneeLastSeenAt: row.assignee_last_seen_at,
  contactLastSeenAt: row.contact_last_seen_at,
  firstReplyAt: row.first_reply_at,
  waitingSince: row.waiting_since,
  lastActivityAt: row.last_activity_at,
  lastOutgoingAt: row.last_outgoing_at,
  lastTemplateAt: row.last_template_at,
  surveyedAt: row.surveyed_at,
  minuteStartedAt: row.minute_started_at,
  minuteMessages: row.minute_messages,
  unreadCount: row.unread_count,
  ...(row.connection && { connection: row.connection }),
  messageCount: row.message_count,
  lastSeq: row.last_seq,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What every message sets. */
export const TALK_COLUMNS = {
  waiting_since: { type: 'timestamptz', of: ({ conversation }) => conversation.waitingSince },
  last_activity_at: { type: 'timestamptz', of: ({ conversation }) => conversation.lastActivityAt },
  last_outgoing_at: { type: 'timestamptz', of: ({ conversation }) => conversation.lastOutgoingAt },
  minute_started_at: { type: 'timestamptz', of: ({ conversation }) => conversation.minuteStartedAt },
  minute_messages: { type: 'integer', of: ({ conversation }) => conversation.minuteMessages },
  unread_count: { type: 'integer', of: ({ conversation }) => conversation.unreadCount },
  message_count: { type: 'integer', of: ({ conversation }) => conversation.messageCount },
  last_seq: { type: 'bigint', of: ({ conversation }) => conversation.lastSeq },
  last_message_number: { type: 'bigint', of: ({ recent }) => recent.last?.message.number },
  last_non_activity_number: { type: 'bigint', of: ({ recent }) => recent.lastNonActivity?.message.number },
  last_public_number: { type: 'bigint', of: ({ recent }) => recent.lastPublic?.message.number },
  updated_at: { type: 'timestamptz', of: ({ conversation }) => conversation.updatedAt },
} as const satisfies Partial<Record<keyof ConversationTable, ListedColumn<ConversationState>>>

/** The same with the conversation that it is about. */
export const TALK_OF_CONVERSATION = {
  id: { type: 'uuid', of: ({ conversation }) => conversation.id },
  ...TALK_COLUMNS,
} as const satisfies ListedColumns<ConversationState>

/** What any change may set. */
export const CHANGING_COLUMNS = {
  status: 'text',
  priority: 'text',
  snoozed_until: 'timestamptz',
  additional_attributes: 'jsonb',
  custom_attributes: 'jsonb',
  tags: 'text[]',
  agent_last_seen_at: 'timestamptz',
  assignee_last_seen_at: 'timestamptz',
  contact_last_seen_at: 'timestamptz',
  first_reply_at: 'timestamptz',
  last_template_at: 'timestamptz',
  surveyed_at: 'timestamptz',
  holder_type: 'text',
  holder_id: 'uuid',
  team_id: 'uuid',
  ...typesOf(TALK_COLUMNS),
} as const satisfies Partial<Record<keyof ConversationTable, string>>

/** What never changes once a conversation is there. */
export const FIXED_COLUMNS = {
  id: 'uuid',
  number: 'bigint',
  inbox_id: 'uuid',
  contact_id: 'uuid',
  contact_point_id: 'uuid',
  created_at: 'timestamptz',
} as const satisfies Partial<Record<keyof ConversationTable, string>>

/** The row of a conversation as it is after a change: JSON for `json_to_recordset`. */
export const changesOf = (state: ConversationState) => {
  const { conversation, assignment, team } = state
  return {
    ...jsonRowOf(TALK_OF_CONVERSATION, state),
    status: conversation.status,
    priority: conversation.priority,
    snoozed_until: toIsoOrNull(conversation.snoozedUntil),
    additional_attributes: conversation.additionalAttributes,
    custom_attributes: conversation.customAttributes,
    tags: conversation.tags,
    agent_last_seen_at: toIsoOrNull(conversation.agentLastSeenAt),
    assignee_last_seen_at: toIsoOrNull(conversation.assigneeLastSeenAt),
    contact_last_seen_at: toIsoOrNull(conversation.contactLastSeenAt),
    first_reply_at: toIsoOrNull(conversation.firstReplyAt),
    last_template_at: toIsoOrNull(conversation.lastTemplateAt),
    surveyed_at: toIsoOrNull(conversation.surveyedAt),
    holder_type: assignment?.holder.type ?? null,
    holder_id: assignment?.holder.id ?? null,
    team_id: team?.id ?? null,
  }
}

const BESIDES_TALK = [
  'status',
  'priority',
  'snoozedUntil',
  'additionalAttributes',
  'customAttributes',
  'tags',
  'agentLastSeenAt',
  'assigneeLastSeenAt',
  'contactLastSeenAt',
  'firstReplyAt',
  'lastTemplateAt',
  'surveyedAt',
] as const satisfies readonly (keyof Conversation)[]

/** Whether nothing is to be written of the conversation but what every message sets. */
export const onlyTalked = (before: ConversationState, after: ConversationState): boolean =>
  BESIDES_TALK.every((key) => before.conversation[key] === after.conversation[key]) &&
  before.assignment?.holder.id === after.assignment?.holder.id &&
  before.team?.id === after.team?.id

export const fromStarted = (state: ConversationState) => ({
  ...changesOf(state),
  number: state.conversation.number,
  inbox_id: state.conversation.inboxId,
  contact_id: state.conversation.contactId,
  contact_point_id: state.conversation.contactPointId,
  created_at: toIso(state.conversation.createdAt),
})
