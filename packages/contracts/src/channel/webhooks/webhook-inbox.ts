import type { InboxPolicy, OrganizationRef } from '@parlance/core'
import { z } from 'zod'
import { CHANNEL_TYPES } from '../push/index.ts'
import { presentWebhookAccount, webhookAccountSchema } from './account.ts'
import { type ChangePresenters, changedAttributesSchema, plain } from './changed-attributes.ts'

export const webhookInboxSchema = z
  .object({
    account: webhookAccountSchema.nullable(),
    id: z.int(),
    name: z.string(),
    channel_id: z.int(),
    channel_type: z.enum(Object.values(CHANNEL_TYPES)),
    enable_auto_assignment: z.boolean(),
    lock_to_single_conversation: z.boolean(),
    agent_reply_time_window: z.number().nullable().describe('Hours; null for no limit'),
  })
  .meta({ id: 'WebhookInbox', description: 'An inbox as it was just after the event, without its secrets' })

export type WebhookInbox = z.infer<typeof webhookInboxSchema>

export const inboxCreatedBodySchema = webhookInboxSchema
  .extend({ event: z.literal('inbox_created') })
  .meta({ id: 'InboxCreatedWebhook', description: 'An inbox was created' })

export const inboxUpdatedBodySchema = webhookInboxSchema
  .extend({ event: z.literal('inbox_updated'), changed_attributes: changedAttributesSchema })
  .meta({ id: 'InboxUpdatedWebhook', description: 'An inbox was changed' })

/** An inbox as webhook bodies carry it. Only what is named here leaves: an inbox has secrets. */
export const presentWebhookInbox = (
  inbox: InboxPolicy,
  organization: OrganizationRef | null,
): WebhookInbox => ({
  account: organization && presentWebhookAccount(organization),
  id: inbox.number,
  name: inbox.name,
  channel_id: inbox.channelNumber,
  channel_type: CHANNEL_TYPES[inbox.channelType],
  enable_auto_assignment: inbox.enableAutoAssignment,
  lock_to_single_conversation: inbox.lockToSingleConversation,
  agent_reply_time_window: inbox.replyTimeWindow,
})

/** How the change list of an inbox reads. */
export const INBOX_CHANGES: ChangePresenters = {
  name: plain('name'),
  enableAutoAssignment: plain('enable_auto_assignment'),
  lockToSingleConversation: plain('lock_to_single_conversation'),
  replyTimeWindow: plain('agent_reply_time_window'),
}
