import type { InboxId, OrganizationId, Timestamp, WebhookEndpointId } from '../kernel/index.ts'

/** Names of the events that a webhook endpoint can ask for, in the words that receivers know. */
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

/** Where events are told to. */
export interface WebhookEndpoint {
  readonly id: WebhookEndpointId
  readonly organizationId: OrganizationId
  readonly number: number
  /** The organization's own endpoint, or the one that an inbox's `webhookUrl` stands for. */
  readonly owner: { readonly type: 'organization' } | { readonly type: 'inbox'; readonly inboxId: InboxId }
  readonly name: string | null
  readonly url: string
  readonly subscriptions: readonly Subscription[]
  /** Shown beside the endpoint; it narrows nothing. */
  readonly inboxId: InboxId | null
  /** `whsec_` and base64, 32 bytes. */
  readonly secret: string
  /** True: of one conversation, a later event waits for the earlier one. */
  readonly ordered: boolean
  readonly state: 'enabled' | 'disabled'
  /** Since when nothing but failures; null while the last delivery went well. */
  readonly failingSince: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** An endpoint before the store has numbered it. */
export type NewWebhookEndpoint = Omit<WebhookEndpoint, 'number'>
