import type { Inbox } from '@parlance/core'
import { z } from 'zod'
import { CHANNEL_TYPES, freeObjectSchema, thumbnailUrl } from '../push/index.ts'
import { presentWorkingHours, workingHoursSchema } from './working-hours.ts'

/** A key that belongs to another type of channel: present, and null. */
const foreign = z.null().describe('Of another type of channel: always null')

export const inboxSchema = z
  .object({
    id: z.int(),
    avatar_url: z.string(),
    channel_id: z.int(),
    name: z.string(),
    channel_type: z.enum(Object.values(CHANNEL_TYPES)),
    greeting_enabled: z.boolean(),
    greeting_message: z.string().nullable(),
    working_hours_enabled: z.boolean(),
    enable_email_collect: z.boolean(),
    csat_survey_enabled: z.boolean(),
    csat_config: freeObjectSchema,
    enable_auto_assignment: z.boolean(),
    auto_assignment_config: freeObjectSchema,
    out_of_office_message: z.string().nullable(),
    working_hours: z.array(workingHoursSchema),
    timezone: z.string(),
    callback_webhook_url: foreign,
    allow_messages_after_resolved: z.boolean(),
    lock_to_single_conversation: z.boolean(),
    sender_name_type: z.enum(['friendly', 'professional']),
    business_name: z.string().nullable(),
    allowed_domains: foreign,
    widget_color: foreign,
    website_url: foreign,
    hmac_mandatory: z.boolean(),
    welcome_title: foreign,
    welcome_tagline: foreign,
    web_widget_script: foreign,
    website_token: foreign,
    selected_feature_flags: foreign,
    reply_time: foreign,
    messaging_service_sid: foreign,
    phone_number: foreign,
    hmac_token: z.string().optional().describe('Proves who contacts are. Administrators only'),
    secret: z.string().optional().describe('Signs what is posted to `webhook_url`. Administrators only'),
    webhook_url: z.string().nullable(),
    inbox_identifier: z.string().describe('Names the inbox in the public API'),
    additional_attributes: freeObjectSchema,
    provider: foreign,
  })
  .meta({ id: 'Inbox', description: 'An inbox of the API channel' })

export type InboxModel = z.output<typeof inboxSchema>

export const inboxListSchema = z.object({ payload: z.array(inboxSchema) })

/** What only other types of channels have. */
const FOREIGN = {
  callback_webhook_url: null,
  allowed_domains: null,
  widget_color: null,
  website_url: null,
  welcome_title: null,
  welcome_tagline: null,
  web_widget_script: null,
  website_token: null,
  selected_feature_flags: null,
  reply_time: null,
  messaging_service_sid: null,
  phone_number: null,
  provider: null,
} as const

/** An inbox; its keys and secrets only where `withSecrets` says so. */
export const presentInbox = (inbox: Inbox, withSecrets: boolean): InboxModel => ({
  id: inbox.number,
  avatar_url: thumbnailUrl(inbox.avatar),
  channel_id: inbox.channel.number,
  name: inbox.name,
  channel_type: CHANNEL_TYPES[inbox.channel.type],
  ...presentSettings(inbox),
  ...FOREIGN,
  hmac_mandatory: inbox.channel.hmacMandatory,
  webhook_url: inbox.channel.webhookUrl,
  inbox_identifier: inbox.channel.identifier,
  additional_attributes: inbox.channel.additionalAttributes,
  ...(withSecrets && { hmac_token: inbox.channel.hmacToken, secret: inbox.channel.secret }),
})

const presentSettings = (inbox: Inbox) => ({
  greeting_enabled: inbox.greetingEnabled,
  greeting_message: inbox.greetingMessage,
  working_hours_enabled: inbox.workingHoursEnabled,
  enable_email_collect: inbox.enableEmailCollect,
  csat_survey_enabled: inbox.csatSurveyEnabled,
  csat_config: inbox.csatConfig,
  enable_auto_assignment: inbox.enableAutoAssignment,
  auto_assignment_config: inbox.autoAssignmentConfig,
  out_of_office_message: inbox.outOfOfficeMessage,
  working_hours: inbox.workingHours.map(presentWorkingHours),
  timezone: inbox.timezone,
  allow_messages_after_resolved: inbox.allowMessagesAfterResolved,
  lock_to_single_conversation: inbox.lockToSingleConversation,
  sender_name_type: inbox.senderNameType,
  business_name: inbox.businessName,
})

export const inboxRemovalSchema = z
  .object({ message: z.string().describe('That the inbox goes') })
  .meta({ id: 'InboxRemoval', description: 'The answer to the removal of an inbox' })

/** What is said when an inbox was removed. */
export const presentInboxRemoval = (): z.output<typeof inboxRemovalSchema> => ({
  message: 'Your inbox deletion request will be processed in some time.',
})
