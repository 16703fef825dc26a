import {
  type Conversation,
  type ConversationPriority,
  type ConversationStatus,
  isClosed,
} from '../conversations/index.ts'
import type { JsonObject, JsonValue } from '../kernel/index.ts'

/** How somebody came to support. */
export const SUPPORT_CHANNELS = ['web', 'email', 'api', 'callback'] as const

export type SupportChannel = (typeof SUPPORT_CHANNELS)[number]

export const SUPPORT_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

export type SupportPriority = (typeof SUPPORT_PRIORITIES)[number]

export const SUPPORT_STATUSES = ['open', 'pending', 'resolved', 'closed'] as const

export type SupportStatus = (typeof SUPPORT_STATUSES)[number]

/** What a conversation with support has besides what every conversation has. */
export interface SupportDetails {
  readonly subject: string
  readonly channel: SupportChannel
  readonly metadata: JsonObject
}

/** The longest subject, in characters. */
export const SUBJECT_LENGTH = 500

const KEPT_UNDER = 'support'

/** The attributes by which a conversation keeps its details. */
export const attributesOf = ({ subject, channel, metadata }: SupportDetails): JsonObject => ({
  [KEPT_UNDER]: { subject, channel, metadata },
})

/** The details of a conversation; one that was not opened by this API has no subject and came by `api`. */
export const supportDetails = ({
  additionalAttributes,
}: Pick<Conversation, 'additionalAttributes'>): SupportDetails => {
  const kept = objectIn(additionalAttributes[KEPT_UNDER])
  const { subject, channel } = kept
  return {
    subject: typeof subject === 'string' ? subject : '',
    channel: SUPPORT_CHANNELS.find((known) => known === channel) ?? 'api',
    metadata: objectIn(kept['metadata']),
  }
}

const objectIn = (value: JsonValue | undefined): JsonObject =>
  // JSON that is an object and no list is one of these; lists are what the type can't tell apart.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

/** What the domain has for each priority. */
export const TO_PRIORITY: Readonly<Record<SupportPriority, ConversationPriority>> = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  urgent: 'urgent',
}

/** The priority that this API has for one of the domain: none is normal, as medium is. */
export const supportPriority = (priority: ConversationPriority | null): SupportPriority =>
  priority === null || priority === 'medium' ? 'normal' : priority

const STATUS: Readonly<Record<ConversationStatus, SupportStatus>> = {
  open: 'open',
  pending: 'pending',
  // Nobody works on it at the moment, and it comes back by itself.
  snoozed: 'pending',
  resolved: 'resolved',
}

/** The status that this API has for a conversation. */
export const supportStatus = (
  conversation: Pick<Conversation, 'status' | 'additionalAttributes'>,
): SupportStatus => (isClosed(conversation) ? 'closed' : STATUS[conversation.status])

/** What the statuses of this API stand for. */
export const DOMAIN_STATUSES: Readonly<Record<SupportStatus, readonly ConversationStatus[]>> = {
  open: ['open'],
  pending: ['pending', 'snoozed'],
  resolved: ['resolved'],
  closed: ['resolved'],
}
