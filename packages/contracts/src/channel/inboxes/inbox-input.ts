import type { ChannelInput, InboxChanges, InboxInput, JsonObject } from '@parlance/core'
import { z } from 'zod'
import { flag, freeObject, fromJsonText, sentPicture, text } from '../../kernel/index.ts'
import { toWorkingHours, workingHoursInputSchema } from './working-hours.ts'

const channelFields = {
  webhook_url: text.describe('Where what happens in the inbox is posted to; empty for nowhere'),
  hmac_mandatory: flag,
  additional_attributes: freeObject.describe('`agent_reply_time_window`: hours in which to answer'),
}

const settings = {
  avatar: sentPicture,
  greeting_enabled: flag,
  greeting_message: text,
  working_hours_enabled: flag,
  enable_email_collect: flag,
  csat_survey_enabled: flag,
  csat_config: freeObject,
  enable_auto_assignment: flag,
  auto_assignment_config: freeObject,
  out_of_office_message: text,
  working_hours: z
    .preprocess(fromJsonText, z.array(workingHoursInputSchema).max(7).nullish())
    .optional()
    .describe('The days that change; the others stay'),
  timezone: text,
  allow_messages_after_resolved: flag,
  lock_to_single_conversation: flag,
  sender_name_type: z.enum(['friendly', 'professional']).nullish(),
  business_name: text,
}

/** On the inboxes' routes a text "null" stands for null. */
const nullsRead = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, held === 'null' ? null : held]))
}

const createFields = z
  .object({
    name: text.describe('Required'),
    channel: z
      .preprocess(
        fromJsonText,
        z.object({
          type: z.preprocess(
            (type) => (type === 'Channel::Api' ? 'api' : type),
            z.literal('api', { error: 'must exist' }),
          ),
          ...channelFields,
        }),
      )
      .describe('Only `api` channels can be made'),
    ...settings,
  })
  .meta({ id: 'CreateInbox', description: 'An inbox to open' })

const updateFields = z
  .object({
    name: text,
    channel: z.preprocess(fromJsonText, z.object(channelFields).nullish()).optional(),
    ...settings,
  })
  .meta({ id: 'UpdateInbox', description: 'What is to change of an inbox' })

export const createInboxSchema = z.preprocess(nullsRead, createFields)
export const updateInboxSchema = z.preprocess(nullsRead, updateFields)

type Fields = Omit<z.output<typeof updateFields>, 'name' | 'channel'>
type Channel = NonNullable<z.output<typeof updateFields>['channel']>

/** What the engine is asked for; an inbox without a name is refused there. */
export const toInboxInput = ({ name, channel, ...rest }: z.output<typeof createFields>): InboxInput => ({
  name: name ?? '',
  channel: toChannelInput(channel),
  ...toSettings(rest),
})

/** What the engine is asked for. */
export const toInboxChanges = ({ name, channel, ...rest }: z.output<typeof updateFields>): InboxChanges => ({
  name: name ?? undefined,
  channel: channel ? toChannelInput(channel) : undefined,
  ...toSettings(rest),
})

const toSettings = (fields: Fields): Omit<InboxChanges, 'name' | 'channel'> => ({
  greetingEnabled: fields.greeting_enabled ?? undefined,
  greetingMessage: fields.greeting_message,
  workingHoursEnabled: fields.working_hours_enabled ?? undefined,
  enableEmailCollect: fields.enable_email_collect ?? undefined,
  csatSurveyEnabled: fields.csat_survey_enabled ?? undefined,
  csatConfig: fields.csat_config ?? undefined,
  enableAutoAssignment: fields.enable_auto_assignment ?? undefined,
  autoAssignmentConfig: fields.auto_assignment_config ?? undefined,
  outOfOfficeMessage: fields.out_of_office_message,
  workingHours: fields.working_hours?.map(toWorkingHours),
  timezone: fields.timezone ?? undefined,
  allowMessagesAfterResolved: fields.allow_messages_after_resolved ?? undefined,
  lockToSingleConversation: fields.lock_to_single_conversation ?? undefined,
  senderNameType: fields.sender_name_type ?? undefined,
  businessName: fields.business_name,
})

const toChannelInput = (channel: Channel): ChannelInput => ({
  webhookUrl: channel.webhook_url,
  hmacMandatory: channel.hmac_mandatory ?? undefined,
  additionalAttributes: channel.additional_attributes
    ? withNumericWindow(channel.additional_attributes)
    : undefined,
})

/** Forms know only text, and the window is a number. */
const withNumericWindow = (attributes: JsonObject): JsonObject => {
  const window = attributes['agent_reply_time_window']
  if (typeof window !== 'string') return attributes
  const hours = window.trim() === '' ? null : Number(window)
  return { ...attributes, agent_reply_time_window: Number.isNaN(hours) ? window : hours }
}
