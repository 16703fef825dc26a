import type { AttributeChange, ConversationEventData, ConversationStatus, Holder } from '@parlance/core'
import { z } from 'zod'
import {
  type ChangedAttributes,
  type ChangePresenters,
  changed,
  changedAttributesSchema,
  moment,
  plain,
  presentChanges,
} from './changed-attributes.ts'
import type { WebhookBody } from './webhook-body.ts'
import {
  type Moment,
  presentWebhookConversation,
  type WebhookConversation,
  webhookConversationSchema,
} from './webhook-conversation.ts'

export const conversationCreatedBodySchema = webhookConversationSchema
  .extend({ event: z.literal('conversation_created') })
  .meta({ id: 'ConversationCreatedWebhook', description: 'A conversation was started' })

export const conversationUpdatedBodySchema = webhookConversationSchema
  .extend({ event: z.literal('conversation_updated'), changed_attributes: changedAttributesSchema })
  .meta({ id: 'ConversationUpdatedWebhook', description: 'An attribute of a conversation changed' })

export const conversationStatusChangedBodySchema = webhookConversationSchema
  .extend({ event: z.literal('conversation_status_changed'), changed_attributes: changedAttributesSchema })
  .meta({ id: 'ConversationStatusChangedWebhook', description: 'The status of a conversation changed' })

export const conversationOpenedBodySchema = webhookConversationSchema
  .extend({ event: z.literal('conversation_opened') })
  .meta({ id: 'ConversationOpenedWebhook', description: 'A conversation was opened; told to bots only' })

export const conversationResolvedBodySchema = webhookConversationSchema
  .extend({ event: z.literal('conversation_resolved') })
  .meta({ id: 'ConversationResolvedWebhook', description: 'A conversation was resolved; told to bots only' })

/** Who holds a conversation, as change lists of the log name it. */
type NumberedHolder = Holder & { readonly number: number | null }

const presentAssignee = ({ previous, current }: AttributeChange): ChangedAttributes => {
  const [before, after] = [previous, current] as (NumberedHolder | null)[]
  const either = (type: Holder['type']) => before?.type === type || after?.type === type
  const number = (holder: NumberedHolder | null | undefined, type: Holder['type']) =>
    holder?.type === type ? holder.number : null
  const told = (attribute: string, type: Holder['type']) =>
    either(type) ? changed(attribute, number(before, type), number(after, type)) : []
  return [...told('assignee_id', 'member'), ...told('assignee_agent_bot_id', 'agent_identity')]
}

/** A team, as change lists of the log name it. */
type NumberedTeam = { readonly number: number } | null

const presentTeamChange = ({ previous, current }: AttributeChange): ChangedAttributes => {
  const [before, after] = [previous, current] as NumberedTeam[]
  return changed('team_id', before?.number ?? null, after?.number ?? null)
}

const CONVERSATION_CHANGES: ChangePresenters = {
  status: plain('status'),
  snoozedUntil: moment('snoozed_until'),
  assignee: presentAssignee,
  team: presentTeamChange,
  priority: plain('priority'),
  waitingSince: moment('waiting_since'),
  firstReplyAt: moment('first_reply_created_at'),
  customAttributes: plain('custom_attributes'),
  tags: plain('label_list'),
}

/** The body that tells that a conversation was started. */
export const startedBody = ({ state }: ConversationEventData, at: Moment): WebhookBody => {
  const body: z.infer<typeof conversationCreatedBodySchema> = {
    ...presentWebhookConversation(state, state.recent.lastPublic, at),
    event: 'conversation_created',
  }
  return { name: 'conversation_created', body }
}

/** The bodies that tell which of its attributes changed: none when none that receivers know did. */
export const changeBodies = (
  { state, changes }: ConversationEventData,
  at: Moment,
): readonly WebhookBody[] => {
  const changed_attributes = presentChanges(CONVERSATION_CHANGES, changes)
  if (changed_attributes.length === 0) return []
  const conversation = presentWebhookConversation(state, state.recent.lastPublic, at)
  const statusChanged: z.infer<typeof conversationStatusChangedBodySchema> = {
    ...conversation,
    event: 'conversation_status_changed',
    changed_attributes,
  }
  const updated: z.infer<typeof conversationUpdatedBodySchema> = {
    ...conversation,
    event: 'conversation_updated',
    changed_attributes,
  }
  const bodies: readonly WebhookBody[] = [
    { name: 'conversation_status_changed', body: statusChanged },
    { name: 'conversation_updated', body: updated },
  ]
  if (!changes['status']) return bodies.slice(1)
  return [...becameBodies(state.conversation.status, conversation), ...bodies]
}

/** The bodies that tell what a conversation became. */
const becameBodies = (
  status: ConversationStatus,
  conversation: WebhookConversation,
): readonly WebhookBody[] => {
  if (status === 'open') {
    const body: z.infer<typeof conversationOpenedBodySchema> = {
      ...conversation,
      event: 'conversation_opened',
    }
    return [{ name: 'conversation_opened', body }]
  }
  if (status !== 'resolved') return []
  const body: z.infer<typeof conversationResolvedBodySchema> = {
    ...conversation,
    event: 'conversation_resolved',
  }
  return [{ name: 'conversation_resolved', body }]
}
