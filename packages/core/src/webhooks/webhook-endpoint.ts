import type {
  AgentIdentityId,
  InboxId,
  JsonObject,
  OrganizationId,
  Timestamp,
  WebhookEndpointId,
} from '../kernel/index.ts'

/** Names of the events that a webhook of the channel API can ask for, in the words that its receivers know. */
export const SUBSCRIPTIONS = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
  'inbox_created',
  'inbox_updated',
  'conversation_typing_on',
  'conversation_typing_off',
] as const

export type Subscription = (typeof SUBSCRIPTIONS)[number]

/** Whether an endpoint can ask for events of this name. */
export const isSubscription = (name: string): name is Subscription =>
  SUBSCRIPTIONS.some((known) => known === name)

/** Names of the events that a webhook of the support API can ask for. */
export const SUPPORT_SUBSCRIPTIONS = [
  'conversation.created',
  'conversation.resolved',
  'conversation.assigned',
  'message.created',
  'callback.requested',
] as const

export type SupportSubscription = (typeof SUPPORT_SUBSCRIPTIONS)[number]

/** Names of the events that a webhook of an agent identity can ask for. */
export const AGENT_MESSAGING_SUBSCRIPTIONS = [
  'imessage.received',
  'imessage.reaction_received',
  'imessage.sent',
  'imessage.delivered',
  'imessage.delivery_failed',
] as const

export type AgentMessagingSubscription = (typeof AGENT_MESSAGING_SUBSCRIPTIONS)[number]

/** Names of all events that are told; not every one can be asked for. */
export type EventName =
  | Subscription
  | SupportSubscription
  | AgentMessagingSubscription
  | 'conversation_opened'
  | 'conversation_resolved'

/** In the words of which API an endpoint is told: its event names, bodies, headers and schedule. */
export type WebhookFormat = 'channel' | 'support' | 'agent_messaging'

/** What endpoints can ask for, by the API in whose words they are told. */
export const FORMAT_SUBSCRIPTIONS: Readonly<Record<WebhookFormat, readonly EventName[]>> = {
  channel: SUBSCRIPTIONS,
  support: SUPPORT_SUBSCRIPTIONS,
  agent_messaging: AGENT_MESSAGING_SUBSCRIPTIONS,
}

/** What an endpoint gets when it names nothing. */
export const DEFAULT_SUBSCRIPTIONS: readonly Subscription[] = SUBSCRIPTIONS.slice(0, 8)

/** What an inbox's own endpoint gets: all that happens in its conversations. */
export const INBOX_SUBSCRIPTIONS: readonly Subscription[] = [
  'message_created',
  'message_updated',
  'conversation_created',
  'conversation_updated',
  'conversation_status_changed',
  'conversation_typing_on',
  'conversation_typing_off',
  'webwidget_triggered',
]

/** What an agent identity's own endpoint gets: what happens in the conversations that it answers. */
export const AGENT_IDENTITY_SUBSCRIPTIONS: readonly EventName[] = [
  'message_created',
  'message_updated',
  'conversation_opened',
  'conversation_resolved',
  'conversation_status_changed',
  'conversation_updated',
  'webwidget_triggered',
]

export type EndpointOwner =
  | { readonly type: 'organization' }
  | { readonly type: 'inbox'; readonly inboxId: InboxId }
  | { readonly type: 'agent_identity'; readonly agentIdentityId: AgentIdentityId }

/** Where events are told to. */
export interface WebhookEndpoint {
  readonly id: WebhookEndpointId
  readonly organizationId: OrganizationId
  readonly number: number
  /**
   * The organization's own endpoint, or the one that an inbox's `webhookUrl` or an agent identity's `outgoingUrl` stands for.
   * In the words of the agent-messaging API: one that an agent identity subscribed with, of which it may have several.
   */
  readonly owner: EndpointOwner
  readonly format: WebhookFormat
  readonly name: string | null
  readonly url: string
  readonly subscriptions: readonly EventName[]
  /** Shown beside the endpoint; it narrows nothing. */
  readonly inboxId: InboxId | null
  /** `whsec_` and base64, 32 bytes. */
  readonly secret: string
  /** True: of one conversation, a later event waits for the earlier one. */
  readonly ordered: boolean
  /** What else a subscriber asked to be told with events; left out when nothing. */
  readonly contextConfig?: JsonObject
  readonly state: 'enabled' | 'disabled'
  /** Since when nothing but failures; null while the last delivery went well. */
  readonly failingSince: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** An endpoint before the store has numbered it. */
export type NewWebhookEndpoint = Omit<WebhookEndpoint, 'number'>
