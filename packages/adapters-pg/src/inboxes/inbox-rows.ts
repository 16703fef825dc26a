import {
  type AgentIdentityId,
  type AutomaticMessages,
  automaticMessages,
  type ChannelType,
  type Inbox,
  type InboxChannel,
  type InboxId,
  type InboxSettings,
  type MemberId,
  type NewInbox,
  type OrganizationId,
  type StoredFile,
  type WorkingHours,
} from '@parlance/core'
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely'
import { type JsonColumn, toJson } from '../kernel/json.ts'
import { type Moment, type NullableMoment, toIso } from '../kernel/moment.ts'

export interface InboxTable {
  organization_id: OrganizationId
  id: InboxId
  number: GeneratedAlways<number>
  name: string
  greeting_enabled: boolean
  greeting_message: string | null
  enable_email_collect: boolean
  csat_survey_enabled: boolean
  csat_config: JsonColumn
  enable_auto_assignment: boolean
  auto_assignment_config: JsonColumn
  working_hours_enabled: boolean
  working_hours: JsonColumn<readonly WorkingHours[]>
  out_of_office_message: string | null
  timezone: string
  allow_messages_after_resolved: boolean
  lock_to_single_conversation: boolean
  sender_name_type: InboxSettings['senderNameType']
  business_name: string | null
  channel_type: ChannelType
  channel_number: GeneratedAlways<number>
  channel_identifier: string
  channel_webhook_url: string | null
  channel_secret: string
  channel_hmac_token: string
  channel_hmac_mandatory: boolean
  channel_additional_attributes: JsonColumn
  agent_identity_id: AgentIdentityId | null
  /** What follows from the settings, so that a conversation's rules need not read all of them. */
  automatic_messages: ColumnType<AutomaticMessages | null, string | null, string | null>
  avatar: JsonColumn<StoredFile> | null
  created_at: Moment
  updated_at: Moment
  removed_at: NullableMoment
}

export interface InboxMemberTable {
  organization_id: OrganizationId
  inbox_id: InboxId
  member_id: MemberId
}

export interface InboxIdentifierTable {
  identifier: string
  organization_id: OrganizationId
  inbox_id: InboxId
}

export type InboxRow = Selectable<InboxTable>

const toChannel = (row: InboxRow): InboxChannel => ({
  type: row.channel_type,
  number: row.channel_number,
  identifier: row.channel_identifier,
  webhookUrl: row.channel_webhook_url,
  secret: row.channel_secret,
  hmacToken: row.channel_hmac_token,
  hmacMandatory: row.channel_hmac_mandatory,
  additionalAttributes: row.channel_additional_attributes,
})

export const toInbox = (row: InboxRow): Inbox => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  name: row.name,
  greetingEnabled: row.greeting_enabled,
  greetingMessage: row.greeting_message,
  enableEmailCollect: row.enable_email_collect,
  csatSurveyEnabled: row.csat_survey_enabled,
  csatConfig: row.csat_config,
  enableAutoAssignment: row.enable_auto_assignment,
  autoAssignmentConfig: row.auto_assignment_config,
  workingHoursEnabled: row.working_hours_enabled,
  workingHours: row.working_hours,
  outOfOfficeMessage: row.out_of_office_message,
  timezone: row.timezone,
  allowMessagesAfterResolved: row.allow_messages_after_resolved,
  lockToSingleConversation: row.lock_to_single_conversation,
  senderNameType: row.sender_name_type,
  businessName: row.business_name,
  channel: toChannel(row),
  agentIdentityId: row.agent_identity_id,
  ...(row.avatar && { avatar: row.avatar }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const automaticJson = (inbox: NewInbox): string | null => {
  const automatic = automaticMessages(inbox)
  return automatic && toJson(automatic)
}

/** What an update replaces: everything but the numbers and the identifier. */
export const settingsOf = (inbox: NewInbox) => ({
  avatar: inbox.avatar ? toJson(inbox.avatar) : null,
  name: inbox.name,
  greeting_enabled: inbox.greetingEnabled,
  greeting_message: inbox.greetingMessage,
  enable_email_collect: inbox.enableEmailCollect,
  csat_survey_enabled: inbox.csatSurveyEnabled,
  csat_config: toJson(inbox.csatConfig),
  enable_auto_assignment: inbox.enableAutoAssignment,
  auto_assignment_config: toJson(inbox.autoAssignmentConfig),
  working_hours_enabled: inbox.workingHoursEnabled,
  working_hours: toJson(inbox.workingHours),
  out_of_office_message: inbox.outOfOfficeMessage,
  timezone: inbox.timezone,
  allow_messages_after_resolved: inbox.allowMessagesAfterResolved,
  lock_to_single_conversation: inbox.lockToSingleConversation,
  sender_name_type: inbox.senderNameType,
  business_name: inbox.businessName,
  channel_type: inbox.channel.type,
  channel_webhook_url: inbox.channel.webhookUrl,
  channel_secret: inbox.channel.secret,
  channel_hmac_token: inbox.channel.hmacToken,
  channel_hmac_mandatory: inbox.channel.hmacMandatory,
  channel_additional_attributes: toJson(inbox.channel.additionalAttributes),
  agent_identity_id: inbox.agentIdentityId,
  automatic_messages: automaticJson(inbox),
  updated_at: toIso(inbox.updatedAt),
})

export const fromInbox = (inbox: NewInbox) => ({
  ...settingsOf(inbox),
  organization_id: inbox.organizationId,
  id: inbox.id,
  channel_identifier: inbox.channel.identifier,
  created_at: toIso(inbox.createdAt),
})
