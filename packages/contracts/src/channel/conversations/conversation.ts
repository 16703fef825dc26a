import { type ConversationState, canReply, type Principal, type Timestamp } from '@parlance/core'
import { z } from 'zod'
import { agentBotSlimSchema, agentSchema, presentAgent, presentAgentBotSlim } from '../access/index.ts'
import { contactSchema, presentContact } from '../contacts/index.ts'
import {
  CHANNEL_TYPES,
  conversationStatusSchema,
  freeObjectSchema,
  isoMillisOrNull,
  isoMillisSchema,
  presentPushMessage,
  presentUnreadCount,
  prioritySchema,
  pushMessageSchema,
  unixFloat,
  unixSeconds,
  unixSecondsOrZero,
  unixSecondsSchema,
} from '../push/index.ts'
import { presentTeam, teamSchema } from '../teams/index.ts'

const secondsOrZero = unixSecondsSchema.describe('Unix time in seconds, 0 for never')

const metaSchema = z.object({
  sender: contactSchema,
  channel: z.enum(Object.values(CHANNEL_TYPES)),
  assignee: z
    .union([agentSchema, agentBotSlimSchema])
    .optional()
    .describe('Absent when nobody holds the conversation'),
  assignee_type: z
    .enum(['User', 'AgentBot'])
    .optional()
    .describe('Absent when nobody holds the conversation'),
  team: teamSchema.optional().describe('Absent when the conversation is left to no team'),
  hmac_verified: z.boolean(),
})

export const conversationSchema = z
  .object({
    meta: metaSchema.describe('Who is in the conversation'),
    id: z.int(),
    messages: z.array(pushMessageSchema).max(1).describe('The newest message of any kind'),
    account_id: z.int(),
    uuid: z.string(),
    additional_attributes: freeObjectSchema,
    agent_last_seen_at: secondsOrZero,
    assignee_last_seen_at: secondsOrZero,
    can_reply: z.boolean(),
    contact_last_seen_at: secondsOrZero,
    custom_attributes: freeObjectSchema,
    inbox_id: z.int(),
    labels: z.array(z.string()),
    muted: z.boolean(),
    snoozed_until: isoMillisSchema.nullable(),
    status: conversationStatusSchema,
    created_at: unixSecondsSchema,
    updated_at: z.number().describe('Unix time in seconds, with the milliseconds behind the point'),
    timestamp: unixSecondsSchema,
    first_reply_created_at: secondsOrZero,
    unread_count: z.int(),
    last_non_activity_message: pushMessageSchema.nullable(),
    last_activity_at: unixSecondsSchema,
    priority: prioritySchema.nullable(),
    waiting_since: secondsOrZero,
    sla_policy_id: z.null().describe('Always null'),
  })
  .meta({ id: 'Conversation', description: 'A conversation' })

export type ConversationModel = z.output<typeof conversationSchema>

/** A conversation as it is at `now`, to the one of those who answer in it that asked. */
export const presentConversation = (
  state: ConversationState,
  now: Timestamp,
  viewer: Principal,
): ConversationModel => {
  const { conversation, recent } = state
  return {
    meta: presentMeta(state, viewer),
    id: conversation.number,
    messages: recent.last ? [presentPushMessage(recent.last, state)] : [],
    account_id: state.organization.number,
    uuid: conversation.id,
    additional_attributes: conversation.additionalAttributes,
    ...presentTimes(state),
    can_reply: canReply(state, now),
    custom_attributes: conversation.customAttributes,
    inbox_id: state.inbox.number,
    labels: [...conversation.tags],
    muted: state.contact.blocked,
    status: conversation.status,
    unread_count: presentUnreadCount(conversation),
    last_non_activity_message: recent.lastNonActivity && presentPushMessage(recent.lastNonActivity, state),
    priority: conversation.priority,
    sla_policy_id: null,
  }
}

/** Several conversations, in their order. */
export const presentConversations = (
  states: readonly ConversationState[],
  now: Timestamp,
  viewer: Principal,
): ConversationModel[] => states.map((state) => presentConversation(state, now, viewer))

const presentTimes = ({ conversation }: ConversationState) => ({
  agent_last_seen_at: unixSecondsOrZero(conversation.agentLastSeenAt),
  assignee_last_seen_at: unixSecondsOrZero(conversation.assigneeLastSeenAt),
  contact_last_seen_at: unixSecondsOrZero(conversation.contactLastSeenAt),
  snoozed_until: isoMillisOrNull(conversation.snoozedUntil),
  created_at: unixSeconds(conversation.createdAt),
  updated_at: unixFloat(conversation.updatedAt),
  timestamp: unixSeconds(conversation.lastActivityAt),
  first_reply_created_at: unixSecondsOrZero(conversation.firstReplyAt),
  last_activity_at: unixSeconds(conversation.lastActivityAt),
  waiting_since: unixSecondsOrZero(conversation.waitingSince),
})

const presentMeta = (state: ConversationState, viewer: Principal): ConversationModel['meta'] => ({
  sender: presentContact(state.contact),
  channel: CHANNEL_TYPES[state.inbox.channelType],
  ...(state.assignee && { assignee: presentAgent(state.assignee, state.organization.number) }),
  ...(state.agentIdentity && { assignee: presentAgentBotSlim(state.agentIdentity) }),
  ...(state.assignment && {
    assignee_type: state.assignment.holder.type === 'member' ? 'User' : 'AgentBot',
  }),
  ...(state.team && { team: presentTeam(state.team, state.organization.number, viewer) }),
  hmac_verified: state.contactPoint.hmacVerified,
})
