import {
  type ConversationEventData,
  type ConversationFactType,
  type ConversationState,
  type RecordedEvent,
  SUPPORT_CHANNELS,
  SUPPORT_STATUSES,
  type SupportSubscription,
  supportDetails,
  supportStatus,
} from '@parlance/core'
import { z } from 'zod'
import type { WebhookBody } from '../../channel/webhooks/index.ts'
import { SUPPORT_MESSAGE_TYPES, supportMessageType } from '../messages/index.ts'

const toldConversationSchema = z
  .object({
    id: z.uuid().describe('What the API names the conversation by'),
    number: z.int().describe('1, 2, 3 … in the organization'),
    subject: z.string().describe('What it is about'),
    status: z.enum(SUPPORT_STATUSES).describe('As it was then'),
    requester_email: z.string().nullable().describe('Null for somebody anonymous'),
    channel: z.enum(SUPPORT_CHANNELS).describe('How the requester came'),
    metadata: z.record(z.string(), z.unknown()).describe('What the conversation was opened with'),
  })
  .meta({
    id: 'SupportWebhookConversation',
    description: 'A conversation, as it was when the event happened',
  })

const bodySchema = <Event extends SupportSubscription>(event: Event, id: string, description: string) =>
  z
    .object({
      event: z.literal(event).describe('What happened'),
      conversation: toldConversationSchema,
    })
    .meta({ id, description })

/** The bodies that are posted, by event. */
export const SUPPORT_WEBHOOK_SCHEMAS = {
  'conversation.created': bodySchema(
    'conversation.created',
    'SupportConversationCreatedWebhook',
    'A conversation was opened',
  ),
  'conversation.resolved': bodySchema(
    'conversation.resolved',
    'SupportConversationResolvedWebhook',
    'A conversation was resolved or closed',
  ),
  'conversation.assigned': bodySchema(
    'conversation.assigned',
    'SupportConversationAssignedWebhook',
    'Somebody holds the conversation from now on',
  ),
  'callback.requested': bodySchema(
    'callback.requested',
    'SupportCallbackRequestedWebhook',
    'Somebody asked to be called back; told beside `conversation.created`',
  ),
  'message.created': z
    .object({
      event: z.literal('message.created').describe('What happened'),
      conversation: toldConversationSchema,
      message_id: z.uuid().describe('Names the message'),
      message_type: z.enum(SUPPORT_MESSAGE_TYPES).describe('Whether the customer sees it'),
    })
    .meta({ id: 'SupportMessageCreatedWebhook', description: 'Somebody said or noted something' }),
} as const satisfies Record<SupportSubscription, z.ZodType>

type Told = z.infer<typeof toldConversationSchema>

const presentTold = ({ conversation, contact }: ConversationState): Told => {
  const { subject, channel, metadata } = supportDetails(conversation)
  return {
    id: conversation.id,
    number: conversation.number,
    subject,
    status: supportStatus(conversation),
    requester_email: contact.email,
    channel,
    metadata,
  }
}

const telling = (
  event: Exclude<SupportSubscription, 'message.created'>,
  state: ConversationState,
): WebhookBody => ({
  name: event,
  body: { event, conversation: presentTold(state) },
})

const messageBodies = ({ state, message }: ConversationEventData): readonly WebhookBody[] => {
  if (!message || message.message.kind === 'activity') return []
  const event = 'message.created'
  const body: z.infer<(typeof SUPPORT_WEBHOOK_SCHEMAS)['message.created']> = {
    event,
    conversation: presentTold(state),
    message_id: message.message.id,
    message_type: supportMessageType(message),
  }
  return [{ name: event, body }]
}

const startBodies = ({ state }: ConversationEventData): readonly WebhookBody[] => [
  telling('conversation.created', state),
  ...(supportDetails(state.conversation).channel === 'callback'
    ? [telling('callback.requested', state)]
    : []),
]

const statusBodies = ({ state, changes }: ConversationEventData): readonly WebhookBody[] =>
  changes['status'] && state.conversation.status === 'resolved'
    ? [telling('conversation.resolved', state)]
    : []

const BODIES: ReadonlyMap<string, (data: ConversationEventData) => readonly WebhookBody[]> = new Map<
  ConversationFactType,
  (data: ConversationEventData) => readonly WebhookBody[]
>([
  ['conversation.started', startBodies],
  ['message.recorded', messageBodies],
  ['conversation.status-changed', statusBodies],
  ['assignment.made', ({ state }) => [telling('conversation.assigned', state)]],
])

/**
 * What the receivers of the support API are told about an event of the log: only of conversations in the support inbox,
 * which are the ones that this API shows.
 */
export const supportWebhookBodies = (event: RecordedEvent): readonly WebhookBody[] => {
  const bodies = BODIES.get(event.type)
  if (!bodies) return []
  const data = event.data as ConversationEventData
  return data.state.inbox.channelType === 'support' ? bodies(data) : []
}
