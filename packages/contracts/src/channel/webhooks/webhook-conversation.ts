import {
  type ContactPoint,
  type ConversationState,
  canReply,
  type SentMessage,
  type Timestamp,
} from '@parlance/core'
import { z } from 'zod'
import {
  agentBotPushSchema,
  CHANNEL_TYPES,
  contactPushSchema,
  conversationStatusSchema,
  freeObjectSchema,
  isoMillis,
  isoMillisOrNull,
  isoMillisSchema,
  memberPushSchema,
  presentAgentBotPush,
  presentContactPush,
  presentMember,
  presentPushMessage,
  presentUnreadCount,
  prioritySchema,
  pushMessageSchema,
  unixFloat,
  unixSeconds,
  unixSecondsOrZero,
  unixSecondsSchema,
} from '../push/index.ts'
import { presentTeamPush, teamPushSchema } from '../teams/index.ts'
import { presentWebhookAccount, webhookAccountSchema } from './account.ts'

const contactInboxSchema = z.object({
  id: z.int(),
  contact_id: z.int(),
  inbox_id: z.int(),
  source_id: z.string(),
  created_at: isoMillisSchema,
  updated_at: isoMillisSchema,
  hmac_verified: z.boolean(),
  pubsub_token: z.string(),
})

const metaSchema = z.object({
  sender: contactPushSchema,
  assignee: z.discriminatedUnion('type', [memberPushSchema, agentBotPushSchema]).nullable(),
  assignee_type: z.enum(['User', 'AgentBot']).nullable(),
  team: teamPushSchema.nullable(),
  hmac_verified: z.boolean(),
})

/** 0 where REST knows no time: "never". */
const secondsOrZeroSchema = unixSecondsSchema.describe('Unix time in seconds, 0 for never')

export const webhookConversationSchema = z
  .object({
    additional_attributes: freeObjectSchema,
    can_reply: z.boolean(),
    channel: z.enum(Object.values(CHANNEL_TYPES)),
    contact_inbox: contactInboxSchema,
    id: z.int().describe('The number of the conversation in its account'),
    inbox_id: z.int(),
    messages: z
      .array(pushMessageSchema)
      .max(1)
      .describe('The message that the event is about; else the last one that the contact may see'),
    labels: z.array(z.string()),
    meta: metaSchema,
    status: conversationStatusSchema,
    custom_attributes: freeObjectSchema,
    snoozed_until: isoMillisSchema.nullable(),
    unread_count: z.int(),
    first_reply_created_at: isoMillisSchema.nullable(),
    priority: prioritySchema.nullable(),
    waiting_since: secondsOrZeroSchema,
    agent_last_seen_at: secondsOrZeroSchema,
    contact_last_seen_at: secondsOrZeroSchema,
    last_activity_at: unixSecondsSchema,
    timestamp: unixSecondsSchema,
    created_at: unixSecondsSchema,
    updated_at: z.number().describe('Unix time in seconds, with the milliseconds behind the point'),
    account: webhookAccountSchema,
    seq: z.int().describe("The event's place in its conversation: 1, 2, 3 … without a gap"),
  })
  .meta({ id: 'WebhookConversation', description: 'A conversation as it was just after the event' })

export type WebhookConversation = z.infer<typeof webhookConversationSchema>

/** The moment that a body tells about, and where it is in its conversation. */
export interface Moment {
  readonly seq: number
  readonly at: Timestamp
}

/** A conversation as webhook bodies carry it, with `message` as its only message. */
export const presentWebhookConversation = (
  state: ConversationState,
  message: SentMessage | null,
  moment: Moment,
): WebhookConversation => {
  const { conversation, contactPoint } = state
  return {
    additional_attributes: conversation.additionalAttributes,
    can_reply: canReply(state, moment.at),
    channel: CHANNEL_TYPES[state.inbox.channelType],
    contact_inbox: presentContactInbox(contactPoint, state),
    id: conversation.number,
    inbox_id: state.inbox.number,
    messages: message ? [presentPushMessage(message, state)] : [],
    labels: [...conversation.tags],
    meta: presentMeta(state),
    status: conversation.status,
    custom_attributes: conversation.customAttributes,
    snoozed_until: isoMillisOrNull(conversation.snoozedUntil),
    unread_count: presentUnreadCount(conversation),
    first_reply_created_at: isoMillisOrNull(conversation.firstReplyAt),
    priority: conversation.priority,
    waiting_since: unixSecondsOrZero(conversation.waitingSince),
    agent_last_seen_at: unixSecondsOrZero(conversation.agentLastSeenAt),
    contact_last_seen_at: unixSecondsOrZero(conversation.contactLastSeenAt),
    last_activity_at: unixSeconds(conversation.lastActivityAt),
    timestamp: unixSeconds(conversation.lastActivityAt),
    created_at: unixSeconds(conversation.createdAt),
    updated_at: unixFloat(conversation.updatedAt),
    account: presentWebhookAccount(state.organization),
    seq: moment.seq,
  }
}

const presentContactInbox = (
  point: ContactPoint,
  state: ConversationState,
): WebhookConversation['contact_inbox'] => ({
  id: point.number,
  contact_id: state.contact.number,
  inbox_id: state.inbox.number,
  source_id: point.sourceId,
  created_at: isoMillis(point.createdAt),
  updated_at: isoMillis(point.updatedAt),
  hmac_verified: point.hmacVerified,
  pubsub_token: point.pubsubToken,
})

const presentMeta = (state: ConversationState): WebhookConversation['meta'] => ({
  sender: presentContactPush(state.contact),
  assignee: presentHolder(state),
  assignee_type: presentAssigneeType(state),
  team: state.team && presentTeamPush(state.team),
  hmac_verified: state.contactPoint.hmacVerified,
})

const presentHolder = ({ assignee, agentIdentity }: ConversationState) => {
  if (assignee) return presentMember(assignee)
  return agentIdentity && presentAgentBotPush(agentIdentity)
}

const presentAssigneeType = ({ assignment }: ConversationState): 'User' | 'AgentBot' | null => {
  if (!assignment) return null
  return assignment.holder.type === 'member' ? 'User' : 'AgentBot'
}
