import type { Inbox } from '@parlance/core'
import { z } from 'zod'
import { CHANNEL_TYPES, freeObjectSchema, isoMillis, isoMillisSchema } from '../push/index.ts'

export const inboxRowSchema = z
  .object({
    id: z.int(),
    channel_id: z.int(),
    account_id: z.int(),
    name: z.string(),
    created_at: isoMillisSchema,
    updated_at: isoMillisSchema,
    channel_type: z.enum(Object.values(CHANNEL_TYPES)),
    enable_auto_assignment: z.boolean(),
    greeting_enabled: z.boolean(),
    greeting_message: z.string().nullable(),
    email_address: z.null().describe('Of another type of channel: always null'),
    working_hours_enabled: z.boolean(),
    out_of_office_message: z.string().nullable(),
    timezone: z.string(),
    enable_email_collect: z.boolean(),
    csat_survey_enabled: z.boolean(),
    allow_messages_after_resolved: z.boolean(),
    auto_assignment_config: freeObjectSchema,
    lock_to_single_conversation: z.boolean(),
    portal_id: z.null().describe('The help center of the inbox: always null'),
    sender_name_type: z.enum(['friendly', 'professional']),
    business_name: z.string().nullable(),
    csat_config: freeObjectSchema,
  })
  .meta({ id: 'InboxRow', description: 'An inbox as the answer to a new contact shows it, with ISO dates' })

export type InboxRow = z.output<typeof inboxRowSchema>

/** An inbox as it is kept, without what its channel knows. */
export const presentInboxRow = (inbox: Inbox, accountNumber: number): InboxRow => ({
  id: inbox.number,
  channel_id: inbox.channel.number,
  account_id: accountNumber,
  name: inbox.name,
  created_at: isoMillis(inbox.createdAt),
  updated_at: isoMillis(inbox.updatedAt),
  channel_type: CHANNEL_TYPES[inbox.channel.type],
  enable_auto_assignment: inbox.enableAutoAssignment,
  greeting_enabled: inbox.greetingEnabled,
  greeting_message: inbox.greetingMessage,
  email_address: null,
  working_hours_enabled: inbox.workingHoursEnabled,
  out_of_office_message: inbox.outOfOfficeMessage,
  timezone: inbox.timezone,
  enable_email_collect: inbox.enableEmailCollect,
  csat_survey_enabled: inbox.csatSurveyEnabled,
  allow_messages_after_resolved: inbox.allowMessagesAfterResolved,
  auto_assignment_config: inbox.autoAssignmentConfig,
  lock_to_single_conversation: inbox.lockToSingleConversation,
  portal_id: null,
  sender_name_type: inbox.senderNameType,
  business_name: inbox.businessName,
  csat_config: inbox.csatConfig,
})
